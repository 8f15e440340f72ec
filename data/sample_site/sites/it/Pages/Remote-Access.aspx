<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Working from outside: remote access - Digital and IT</title>
  <meta name="dcterms.modified" content="2026-09-16">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/_assets/intranet.css">
  <script>window.g_page = {"site": "it", "telemetry": "off"};</script>
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
    <aside class="sp-left" aria-label="In this section"><h2>Digital and IT</h2>
      <ul>
        <li><a href="/sites/it/Pages/IT-Service-Desk.aspx">IT Service Desk</a></li>
        <li><a href="/sites/it/Pages/Password-Reset.aspx">Password reset</a></li>
        <li class=selected><a href="/sites/it/Pages/Remote-Access.aspx">Remote access</a></li>
        <li><a href="/sites/it/Pages/Wi-Fi.aspx">Wi-Fi</a></li>
        <li><a href="/sites/it/Pages/Pagers-And-Phones.aspx">Pagers and phones</a></li>
        <li><a href="/sites/it/Pages/Printing.aspx">Printing</a></li>
        <li><a href="/sites/it/Pages/New-Account.aspx">New accounts</a></li>
        <li><a href="/sites/it/Pages/Phishing.aspx">Suspicious e-mail</a></li>
        <li><a href="/sites/it/Pages/Downtime-Procedures.aspx">Downtime</a></li>
        <li><a href="/sites/it/Pages/IT-On-Call.aspx">IT on call</a></li>
        <li><a href="/sites/it/Pages/Community-Tips.aspx">Tips from colleagues</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <a href="/sites/it/Pages/IT-Service-Desk.aspx">Digital and IT</a> &rsaquo; <span>Working from outside: remote access</span></nav>
      <div class="titleRegion"><h1>Working from outside: remote access</h1><div class="byline">Owner: Digital and IT &middot; Last updated 2026-09-16 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>Remote access opens your desktop in a browser window at https://desk.kestrelplains.example.org/. Nothing is installed on your own computer.</p>
<h2>Getting it</h2>
<p>Your manager asks with form IT-09. It is granted for <strong>12 months</strong> and then has to be renewed. Allow three working days. You must have completed the course <em>Privacy Away from Work</em> (25 minutes).</p>
<h2>Using it</h2>
<ol>
<li>Go to the address above and sign in with your network account.</li>
<li>Confirm the two-digit number in the authenticator app.</li>
<li>Choose <strong>Office desktop</strong> or <strong>Clinical desktop</strong>.</li>
<li>When you finish, use <strong>Sign off</strong>; closing the window leaves the session open for 30 minutes.</li>
</ol>
<p>Sessions end by themselves after 9 hours. Printing at home and copying files to your own machine are switched off for everyone. From outside the country, access is closed unless Magnus Ferreira has opened it for the length of your trip; ask ten working days ahead.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>245 views</span></div>
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
