<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	New glove supplier - Operations Hub
</title>
<meta name="dcterms.modified" content="2026-09-30">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/ops"};</script>
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <span>New glove supplier</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/ops/Pages/Home.aspx">Home</a></li>
        <li><a href="/sites/ops/Pages/About-Operations.aspx">About Operations</a></li>
        <li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li>
        <li><a href="/sites/ops/Pages/Sites-And-Addresses.aspx">Sites and addresses</a></li>
        <li><a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></li>
        <li><a href="/sites/ops/Pages/Glossary.aspx">Glossary</a></li>
        <li><a href="/sites/ops/Pages/Forms.aspx">Forms</a></li>
        <li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li>
        <li><a href="/sites/ops/Pages/Meals-On-Shift.aspx">Meals and breaks on shift</a></li>
        <li><a href="/sites/ops/Pages/Occupational-Health.aspx">Occupational Health</a></li>
        <li><a href="/sites/ops/Lists/Notices/AllItems.aspx">Notices</a></li>
        <li><a href="/sites/ops/Pages/Operations-Manual.aspx">Operations manual</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">New glove supplier</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>From 19 October the blue nitrile gloves come from Halvorsen Medical. Boxes hold 250 instead of 200, so the par level falls by a fifth. Sizes run small: try one size up. Whoever gets a rash keeps the box, notes the lot number and calls the recall coordinator. Old stock is used up first.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Operations Hub. Modified: 2026-09-30. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
