<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Porters and patient movement - Transport</title>
  <meta name="dcterms.modified" content="2026-08-20">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/_assets/intranet.css">
  <script>window.g_page = {"site": "transport", "telemetry": "off"};</script>
</head>
<body class="sp-modern">
  <a class="skip" href="#spPageContent">Skip to main content</a>
  <div id="cookieBanner" role="dialog" aria-label="Cookie notice"><p>This intranet uses cookies to remember your site and your language. By continuing you accept the <a href="/sites/ops/Pages/Privacy-Notice.aspx">privacy notice</a>.</p><button type="button">Accept all</button> <button type="button">Only necessary</button></div>
  <header id="SuiteNavWrapper">
    <a class="logo" href="/sites/ops/Pages/Home.aspx">Kestrel Plains Health</a>
    <form role="search" action="/search.aspx" method="get"><label for="q">Search this site</label> <input id="q" name="q" type="search" placeholder="Search people, pages, forms"><button type="submit">Search</button></form>
    <div class="me"><span>Signed in as Staff Member</span> <a href="#">My settings</a> <a href="#">Sign out</a></div>
    <nav aria-label="Global navigation"><ul class="megamenu">
      <li><a href="/sites/ops/Pages/Home.aspx">Operations Hub</a></li>
      <li><a href="/sites/staffing/Pages/Staffing-Office.aspx">Staffing and Scheduling</a></li>
      <li><a href="/sites/payroll/Pages/Payroll-Liaison.aspx">Payroll Liaison</a></li>
      <li><a href="/sites/it/Pages/IT-Service-Desk.aspx">Digital and IT</a></li>
      <li><a href="/sites/facilities/Pages/Facilities-Help.aspx">Facilities</a></li>
      <li><a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a></li>
      <li><a href="/sites/transport/Pages/Patient-Transport.aspx">Transport</a></li>
      <li><a href="/sites/supply/Pages/Supply-Chain.aspx">Supply Chain</a></li>
      <li><a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab Logistics</a></li>
      <li><a href="/sites/education/Pages/Education-Centre.aspx">Education</a></li>
      <li><a href="/sites/flow/Pages/Patient-Flow.aspx">Patient Flow</a></li>
      <li><a href="/sites/oncall/Pages/On-Call-Roster.aspx">On-Call and Switchboard</a></li>
    </ul></nav>
  </header>
  <div class="sp-page">
    <aside class="sp-left" aria-label="In this section"><h2>Transport</h2>
      <ul>
        <li class=selected><a href="/sites/transport/Pages/Patient-Transport.aspx">Porters</a></li>
        <li><a href="/sites/transport/Pages/Transfers-Harcourt.aspx">Transfers, Harcourt</a></li>
        <li><a href="/sites/transport/Pages/Transfers-Linden-Creek.aspx">Transfers, Linden Creek</a></li>
        <li><a href="/sites/transport/Pages/Shuttle.aspx">Shuttle</a></li>
        <li><a href="/sites/transport/Pages/Fleet-Vehicles.aspx">Pool cars</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <a href="/sites/transport/Pages/Patient-Transport.aspx">Transport</a> &rsaquo; <span>Porters and patient movement</span></nav>
      <div class="titleRegion"><h1>Porters and patient movement</h1><div class="byline">Owner: Transport &middot; Last updated 2026-08-20 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>Porters move patients, beds, bodies and small equipment inside the hospitals. Enter the request in the transport screen; telephone only when it is down.</p>
<ul>
<li>Harcourt dispatch: <a href="tel:+1-403-555-0125">403-555-0125</a></li>
<li>Linden Creek dispatch: <a href="tel:+1-587-555-0134">587-555-0134</a>, 06:30 to 22:30</li>
<li>Osprey Lake and Marlowe have no porters; nursing staff move patients</li>
</ul>
<h2>Priorities</h2>
<table>
<thead>
<tr>
<th>Level</th>
<th>For</th>
<th>Porter arrives within</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
<td>Emergency surgery, cardiac catheter, stroke imaging</td>
<td>5 minutes</td>
</tr>
<tr>
<td>2</td>
<td>Timed appointment, discharge with a ride waiting</td>
<td>15 minutes</td>
</tr>
<tr>
<td>3</td>
<td>All other patient moves</td>
<td>35 minutes</td>
</tr>
<tr>
<td>4</td>
<td>Equipment and paper</td>
<td>90 minutes</td>
</tr>
</tbody>
</table>
<p>A nurse goes along when the patient is on a monitor, on more than 6 litres of oxygen a minute, or on a vasoactive drip. Bariatric moves above 180 kg need four people and 30 minutes' notice.</p>
<p><strong>Team:</strong> Leopold Amsel, manager of transport, ext. 550143, <a href="mailto:leopold.amsel@kestrelplains.example.org">leopold.amsel@kestrelplains.example.org</a>; Chidi Anyanwu, porter dispatcher, ext. 550144; Greta Holloway, transfer desk lead, ext. 550145, <a href="mailto:greta.holloway@kestrelplains.example.org">greta.holloway@kestrelplains.example.org</a>; Sunil Bhattarai, fleet and shuttle coordinator, ext. 550146, <a href="mailto:sunil.bhattarai@kestrelplains.example.org">sunil.bhattarai@kestrelplains.example.org</a>.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>196 views</span></div>
      <section class="helpful"><h2>Was this page helpful?</h2><button>Yes</button><button>No</button></section>
    </main>
    <aside class="sp-right" aria-label="More"><h2>What is new</h2>
      <ul><li><a href="/sites/ops/Lists/Notices/DispForm.aspx?ID=21">Parkade repairs</a></li><li><a href="/sites/ops/Lists/Notices/DispForm.aspx?ID=19">Flu clinics</a></li><li><a href="/sites/ops/Lists/Notices/AllItems.aspx">All notices</a></li></ul>
    </aside>
  </div>
  <footer>
    <p>Kestrel Plains Health &middot; Operations Centre, 210 Foundry Road, Harcourt &middot; Switchboard 403-555-0100</p>
    <ul><li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li><li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li><li><a href="/sites/ops/Pages/Privacy-Notice.aspx">Privacy notice</a></li><li><a href="/sites/ops/Pages/Site-Map.aspx">Site map</a></li><li><a href="https://www.kestrelplains.example.org/">Public website</a></li></ul>
    <p>&copy; 2026 Kestrel Plains Health. Internal use only. Do not copy outside the organisation.</p>
  </footer>
</body>
</html>
