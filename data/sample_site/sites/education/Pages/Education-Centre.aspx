<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Education Centre - Education</title>
  <meta name="dcterms.modified" content="2026-09-10">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/_assets/intranet.css">
  <script>window.g_page = {"site": "education", "telemetry": "off"};</script>
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
    <aside class="sp-left" aria-label="In this section"><h2>Education</h2>
      <ul>
        <li class=selected><a href="/sites/education/Pages/Education-Centre.aspx">Education Centre</a></li>
        <li><a href="/sites/education/Pages/Orientation.aspx">Orientation</a></li>
        <li><a href="/sites/education/Pages/Mandatory-Training.aspx">Mandatory training</a></li>
        <li><a href="/sites/education/Pages/Student-Placements.aspx">Student placements</a></li>
        <li><a href="/sites/education/Pages/Tuition-Assistance.aspx">Tuition assistance</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <a href="/sites/education/Pages/Education-Centre.aspx">Education</a> &rsaquo; <span>Education Centre</span></nav>
      <div class="titleRegion"><h1>Education Centre</h1><div class="byline">Owner: Education &middot; Last updated 2026-09-10 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>Classrooms, simulation and the staff library, Harcourt level 1, north corridor. Desk open Monday to Thursday 07:30 to 16:30, Friday 07:30 to 13:00. Telephone <a href="tel:+1-403-555-0140">403-555-0140</a>, <a href="mailto:education@kestrelplains.example.org">education@kestrelplains.example.org</a>.</p>
<h2>Who to ask</h2>
<ul>
<li>Marisol Etcheverry, director of education, ext. 550163, <a href="mailto:marisol.etcheverry@kestrelplains.example.org">marisol.etcheverry@kestrelplains.example.org</a></li>
<li>Benedict Asante, orientation and mandatory courses, ext. 550164, <a href="mailto:benedict.asante@kestrelplains.example.org">benedict.asante@kestrelplains.example.org</a></li>
<li>Johanna Kirsch, simulation, ext. 550165, <a href="mailto:johanna.kirsch@kestrelplains.example.org">johanna.kirsch@kestrelplains.example.org</a></li>
<li>Devika Nair, student placements, ext. 550166, <a href="mailto:devika.nair@kestrelplains.example.org">devika.nair@kestrelplains.example.org</a></li>
<li>Lachlan Pryce, librarian, ext. 550167, <a href="mailto:lachlan.pryce@kestrelplains.example.org">lachlan.pryce@kestrelplains.example.org</a></li>
</ul>
<h2>Library</h2>
<p>Books go out for 28 days, models and task trainers for five. A literature search is done in three working days, same day if a patient depends on it. The room is open around the clock with a badge; the telephone, <a href="tel:+1-403-555-0142">403-555-0142</a>, is answered 09:00 to 15:00.</p>
<h2>Cancelling a seat</h2>
<p>Cancel at least five working days ahead. A no-show costs the unit CAD 60.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>112 views</span></div>
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
