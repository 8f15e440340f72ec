<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Service status - Operations Hub</title>
  <meta name="dcterms.modified" content="2026-11-23">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/_assets/intranet.css">
  <script>window.g_page = {"site": "ops", "telemetry": "off"};</script>
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
    <aside class="sp-left" aria-label="In this section"><h2>Operations Hub</h2>
      <ul>
        <li><a href="/sites/ops/Pages/Home.aspx">Home</a></li>
        <li><a href="/sites/ops/Pages/About-Operations.aspx">About Operations</a></li>
        <li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li>
        <li><a href="/sites/ops/Pages/Sites-And-Addresses.aspx">Sites and addresses</a></li>
        <li class=selected><a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></li>
        <li><a href="/sites/ops/Pages/Glossary.aspx">Glossary</a></li>
        <li><a href="/sites/ops/Pages/Forms.aspx">Forms</a></li>
        <li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li>
        <li><a href="/sites/ops/Pages/Meals-On-Shift.aspx">Meals and breaks on shift</a></li>
        <li><a href="/sites/ops/Pages/Occupational-Health.aspx">Occupational Health</a></li>
        <li><a href="/sites/ops/Lists/Notices/AllItems.aspx">Notices</a></li>
        <li><a href="/sites/ops/Pages/Operations-Manual.aspx">Operations manual</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <span>Service status</span></nav>
      <div class="titleRegion"><h1>Service status</h1><div class="byline">Owner: Operations Hub &middot; Last updated 2026-11-23 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>As of 23 November 2026, 06:40. This page is written by hand on weekdays at 06:45 and 15:30.</p>
<table>
<thead>
<tr>
<th>Service</th>
<th>State</th>
<th>Since</th>
<th>Remark</th>
</tr>
</thead>
<tbody>
<tr>
<td>Clinical system</td>
<td>Working</td>
<td></td>
<td></td>
</tr>
<tr>
<td>ShiftBoard</td>
<td>Slow</td>
<td>22 November, 19:10</td>
<td>Schedules open, offers by text are delayed by up to 25 minutes</td>
</tr>
<tr>
<td>Pay portal</td>
<td>Working</td>
<td></td>
<td></td>
</tr>
<tr>
<td>Remote access</td>
<td>Working</td>
<td></td>
<td></td>
</tr>
<tr>
<td>Paging</td>
<td>Working</td>
<td></td>
<td></td>
</tr>
<tr>
<td>Pneumatic tube, zone 3</td>
<td>Out of order</td>
<td>21 November, 23:55</td>
<td>Stations 330 to 348; part expected on 26 November; porters carry specimens</td>
</tr>
<tr>
<td>Linden Creek, lift 1</td>
<td>Out of order</td>
<td>19 November</td>
<td>Use lift 2; repair on 30 November</td>
</tr>
<tr>
<td>Staff Wi-Fi, Marlowe</td>
<td>Partly down</td>
<td>20 November</td>
<td>Ground floor only</td>
</tr>
<tr>
<td>Follow-me printing</td>
<td>Working</td>
<td></td>
<td></td>
</tr>
</tbody>
</table>
<p>Planned work is on <a href="/sites/facilities/Pages/Planned-Shutdowns.aspx">Planned shutdowns</a> and <a href="/sites/it/Pages/Downtime-Procedures.aspx">downtime</a>.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>98 views</span></div>
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
