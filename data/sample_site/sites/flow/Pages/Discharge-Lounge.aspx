<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Discharge lounge - Patient Flow
</title>
<meta name="dcterms.modified" content="2026-07-30">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/flow"};</script>
</head>
<body>
<noscript><div class="noscript">JavaScript is off: some parts of this intranet will not work.</div></noscript>
<div class="ms-cookie-notice"><span>We use cookies to keep you signed in. <a href="/sites/ops/Pages/Privacy-Notice.aspx">Read more</a></span> <a href="#" class="dismiss">Got it</a></div>
<form method="post" action="#" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="/wEPDwUJNzI0NTk5OTk5D2QWAgIBD2QWAg==">
<div id="ms-designer-ribbon"><div id="suiteBar"><div class="ms-core-brandingText">Kestrel Plains Health</div><div id="DeltaSuiteLinks"><a href="#">Newsfeed</a> <a href="#">OneShelf</a> <a href="/sites/ops/Pages/Home.aspx">Sites</a></div><div id="welcomeMenuBox">Welcome, Staff Member</div></div></div>
<div id="s4-workspace"><div id="s4-bodyContainer">
  <div id="s4-titlerow">
    <div id="DeltaTopNavigation"><ul class="root ms-core-listMenu-root static">
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
    </ul></div>
    <div id="SearchBox"><input type="text" title="Search..." value="Search this site..."><a href="#" title="Search">Go</a></div>
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/flow/Pages/Patient-Flow.aspx">Patient Flow</a> > <span>Discharge lounge</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/flow/Pages/Patient-Flow.aspx">Patient Flow</a></li>
        <li><a href="/sites/flow/Pages/Bed-Meeting.aspx">Bed meetings</a></li>
        <li><a href="/sites/flow/Pages/Surge-Levels.aspx">Surge levels</a></li>
        <li class=selected><a href="/sites/flow/Pages/Discharge-Lounge.aspx">Discharge lounge</a></li>
        <li><a href="/sites/flow/Pages/Repatriation.aspx">Repatriation</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Discharge lounge</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>Harcourt level 1, opposite the pharmacy, 403-555-0146. Open Monday to Friday 08:00 to 19:00 and Saturday 09:00 to 14:00. Eleven recliners and two stretchers.</p>
<p>A patient may wait here when discharge papers are signed, the ride is arranged, and the patient can stand with the help of one. Not suitable: isolation, intravenous lines in use, patients who wander, palliative patients.</p>
<p>Send a bag lunch for diets other than regular. The lounge nurse gives medication that is due but starts nothing new.</p>
<p>Patients still here at closing time go home by taxi at our cost if they live <strong>within 60 km</strong>; the lead, Terrence Blackwater, signs the voucher.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Patient Flow. Modified: 2026-07-30. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
      </div>
    </div></div>
  </div>
</div></div>
<div id="footer">
    <p>Kestrel Plains Health &middot; Operations Centre, 210 Foundry Road, Harcourt &middot; Switchboard 403-555-0100</p>
    <ul><li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li><li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li><li><a href="/sites/ops/Pages/Privacy-Notice.aspx">Privacy notice</a></li><li><a href="/sites/ops/Pages/Site-Map.aspx">Site map</a></li><li><a href="https://www.kestrelplains.example.org/">Public website</a></li></ul>
    <p>&copy; 2026 Kestrel Plains Health. Internal use only. Do not copy outside the organisation.</p>
</div>
</form>
</body>
</html>
