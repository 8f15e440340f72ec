<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Forms - Operations Hub</title>
  <meta name="dcterms.modified" content="2026-10-29">
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
        <li><a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></li>
        <li><a href="/sites/ops/Pages/Glossary.aspx">Glossary</a></li>
        <li class=selected><a href="/sites/ops/Pages/Forms.aspx">Forms</a></li>
        <li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li>
        <li><a href="/sites/ops/Pages/Meals-On-Shift.aspx">Meals and breaks on shift</a></li>
        <li><a href="/sites/ops/Pages/Occupational-Health.aspx">Occupational Health</a></li>
        <li><a href="/sites/ops/Lists/Notices/AllItems.aspx">Notices</a></li>
        <li><a href="/sites/ops/Pages/Operations-Manual.aspx">Operations manual</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <span>Forms</span></nav>
      <div class="titleRegion"><h1>Forms</h1><div class="byline">Owner: Operations Hub &middot; Last updated 2026-10-29 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<p>Forms are kept at https://forms.kestrelplains.example.org/. Old copies are sent back. Search by number.</p>
<table>
<thead>
<tr>
<th>Number</th>
<th>Name</th>
<th>Goes to</th>
<th>Handled within</th>
</tr>
</thead>
<tbody>
<tr>
<td>SO-03</td>
<td>Overtime slip</td>
<td>Staffing Office</td>
<td>2 working days</td>
</tr>
<tr>
<td>SO-14</td>
<td>Vacation carry-over</td>
<td>Staffing Office, by 28 February</td>
<td>10 working days</td>
</tr>
<tr>
<td>SO-20</td>
<td>New master rotation</td>
<td>Rotation designer</td>
<td>6 to 14 weeks</td>
</tr>
<tr>
<td>PL-07</td>
<td>Timesheet correction</td>
<td>Payroll Liaison</td>
<td>next deposit</td>
</tr>
<tr>
<td>PL-31</td>
<td>Leave of absence</td>
<td>Leaves advisor</td>
<td>10 working days</td>
</tr>
<tr>
<td>IT-02</td>
<td>Clinical system access</td>
<td>Identity and access</td>
<td>7 working days</td>
</tr>
<tr>
<td>IT-05</td>
<td>Leaver</td>
<td>Identity and access</td>
<td>same day</td>
</tr>
<tr>
<td>IT-09</td>
<td>Remote access</td>
<td>Identity and access</td>
<td>3 working days</td>
</tr>
<tr>
<td>FM-03</td>
<td>Parking permit</td>
<td>Parking office</td>
<td>at once</td>
</tr>
<tr>
<td>FM-05</td>
<td>Door access</td>
<td>Badge office</td>
<td>1 night</td>
</tr>
<tr>
<td>FM-08</td>
<td>Planned shutdown</td>
<td>Plant operations</td>
<td>21 days</td>
</tr>
<tr>
<td>SC-01</td>
<td>Non-stock order</td>
<td>Supply Chain</td>
<td>15 working days</td>
</tr>
<tr>
<td>ED-11</td>
<td>Tuition assistance</td>
<td>Education Centre</td>
<td>4 weeks</td>
</tr>
<tr>
<td>PS-06</td>
<td>Camera recording</td>
<td>Protective Services</td>
<td>2 working days</td>
</tr>
<tr>
<td>OH-22</td>
<td>Fitness to return</td>
<td>Occupational Health</td>
<td>1 working day</td>
</tr>
</tbody>
</table>
<p>Signatures may be electronic except on OH-22 and LB-12. A form that needs a new field is changed by Piers Langtree twice a year, in March and in October.</p>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>35 views</span></div>
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
