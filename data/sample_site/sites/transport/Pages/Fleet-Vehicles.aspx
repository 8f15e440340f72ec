<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Fleet vehicles - Transport</title>
  <meta name="dcterms.modified" content="2026-06-04">
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
        <li><a href="/sites/transport/Pages/Patient-Transport.aspx">Porters</a></li>
        <li><a href="/sites/transport/Pages/Transfers-Harcourt.aspx">Transfers, Harcourt</a></li>
        <li><a href="/sites/transport/Pages/Transfers-Linden-Creek.aspx">Transfers, Linden Creek</a></li>
        <li><a href="/sites/transport/Pages/Shuttle.aspx">Shuttle</a></li>
        <li class=selected><a href="/sites/transport/Pages/Fleet-Vehicles.aspx">Pool cars</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <a href="/sites/transport/Pages/Patient-Transport.aspx">Transport</a> &rsaquo; <span>Fleet vehicles</span></nav>
      <div class="titleRegion"><h1>Fleet vehicles</h1><div class="byline">Owner: Transport &middot; Last updated 2026-06-04 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>There are 26 pool cars, four vans and two all-wheel-drive trucks. The fleet desk is at the Operations Centre, rear gate, <a href="tel:+1-403-555-0128">403-555-0128</a>, weekdays 06:30 to 17:00.</p>
<ol>
<li>Register once: hand in a driver's abstract that is no older than 90 days.</li>
<li>Book at https://fleet.kestrelplains.example.org/ at least four hours ahead.</li>
<li>Take the key from the locker with your badge. Walk around the car and note damage.</li>
<li>Fill up when the tank is below half. The card's PIN is on the booking.</li>
<li>Return the car clean, to the same stall, and plug it in from November to March.</li>
</ol>
<p>Drivers under 21 and private passengers are not insured. A car not collected 45 minutes after the booked time is released. Smoking in a car costs the unit CAD 175 for cleaning.</p>
<p>The trucks are kept for Osprey Lake and for roads under a travel advisory. How to prepare for winter journeys is in the <a href="/sites/transport/Documents/Winter-Driving-Handbook.pdf">Winter driving handbook (PDF)</a>.</p>
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
