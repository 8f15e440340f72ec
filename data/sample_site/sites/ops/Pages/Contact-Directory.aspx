<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Contact directory - Operations Hub</title>
  <meta name="dcterms.modified" content="2026-11-17">
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
        <li class=selected><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li>
        <li><a href="/sites/ops/Pages/Sites-And-Addresses.aspx">Sites and addresses</a></li>
        <li><a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></li>
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
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <span>Contact directory</span></nav>
      <div class="titleRegion"><h1>Contact directory</h1><div class="byline">Owner: Operations Hub &middot; Last updated 2026-11-17 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>Numbers that staff ask for most. People are listed on the page of their department.</p>
<table>
<thead>
<tr>
<th>Service</th>
<th>Telephone</th>
<th>Hours</th>
</tr>
</thead>
<tbody>
<tr>
<td>Staffing Office</td>
<td><a href="tel:+1-403-555-0101">403-555-0101</a></td>
<td>daily, see its page</td>
</tr>
<tr>
<td>Absence line</td>
<td><a href="tel:+1-403-555-0102">403-555-0102</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Relief desk</td>
<td><a href="tel:+1-403-555-0103">403-555-0103</a></td>
<td>06:00 to 21:00</td>
</tr>
<tr>
<td>Payroll Liaison</td>
<td><a href="tel:+1-403-555-0104">403-555-0104</a></td>
<td>weekdays</td>
</tr>
<tr>
<td>IT Service Desk</td>
<td><a href="tel:+1-403-555-0110">403-555-0110</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Facilities help line</td>
<td><a href="tel:+1-403-555-0115">403-555-0115</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Harcourt control room</td>
<td><a href="tel:+1-403-555-0120">403-555-0120</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Porter dispatch, Harcourt</td>
<td><a href="tel:+1-403-555-0125">403-555-0125</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Supply Chain desk</td>
<td><a href="tel:+1-403-555-0130">403-555-0130</a></td>
<td>weekdays 07:00 to 17:30</td>
</tr>
<tr>
<td>Occupational Health</td>
<td><a href="tel:+1-403-555-0156">403-555-0156</a></td>
<td>weekdays 07:30 to 15:30</td>
</tr>
<tr>
<td>Ethics consultation</td>
<td><a href="tel:+1-825-555-0118">825-555-0118</a></td>
<td>weekdays; urgent through the switchboard</td>
</tr>
<tr>
<td>Spiritual care</td>
<td><a href="tel:+1-825-555-0121">825-555-0121</a></td>
<td>daily 08:00 to 20:00</td>
</tr>
<tr>
<td>Volunteers</td>
<td><a href="tel:+1-825-555-0124">825-555-0124</a></td>
<td>weekdays 09:00 to 15:00</td>
</tr>
<tr>
<td>Health records, release of information</td>
<td><a href="tel:+1-825-555-0129">825-555-0129</a></td>
<td>weekdays 08:00 to 14:00</td>
</tr>
<tr>
<td>Infection prevention, on call</td>
<td><a href="tel:+1-825-555-0132">825-555-0132</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Media enquiries</td>
<td><a href="tel:+1-825-555-0136">825-555-0136</a></td>
<td>weekdays; then on-call communications</td>
</tr>
<tr>
<td>Labour relations</td>
<td><a href="tel:+1-825-555-0140">825-555-0140</a></td>
<td>weekdays 08:30 to 16:00</td>
</tr>
<tr>
<td>Morgue, release of the deceased</td>
<td><a href="tel:+1-825-555-0144">825-555-0144</a></td>
<td>daily 08:00 to 18:00</td>
</tr>
<tr>
<td>Cafeteria and catering</td>
<td><a href="tel:+1-825-555-0149">825-555-0149</a></td>
<td>weekdays 07:00 to 14:00</td>
</tr>
<tr>
<td>Interpreters by telephone</td>
<td><a href="tel:+1-825-555-0112">825-555-0112</a></td>
<td>at all hours</td>
</tr>
<tr>
<td>Ombudsperson for staff</td>
<td><a href="tel:+1-825-555-0153">825-555-0153</a></td>
<td>Tuesdays and Fridays</td>
</tr>
<tr>
<td>Poison information for clinicians</td>
<td><a href="tel:+1-825-555-0159">825-555-0159</a></td>
<td>at all hours</td>
</tr>
</tbody>
</table>
<p>Something wrong? Tell Carys Bellweather; corrections appear on the next working day.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>119 views</span></div>
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
