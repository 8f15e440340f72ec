<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Linen and scrubs - Facilities
</title>
<meta name="dcterms.modified" content="2026-05-05">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/facilities"};</script>
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/facilities/Pages/Facilities-Help.aspx">Facilities</a> > <span>Linen and scrubs</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/facilities/Pages/Facilities-Help.aspx">Help line</a></li>
        <li><a href="/sites/facilities/Pages/Parking.aspx">Parking</a></li>
        <li><a href="/sites/facilities/Pages/Badges-And-Keys.aspx">Badges and keys</a></li>
        <li><a href="/sites/facilities/Pages/Room-Booking.aspx">Room booking</a></li>
        <li><a href="/sites/facilities/Pages/Housekeeping.aspx">Housekeeping</a></li>
        <li><a href="/sites/facilities/Pages/Waste-Streams.aspx">Waste</a></li>
        <li><a href="/sites/facilities/Pages/Planned-Shutdowns.aspx">Shutdowns</a></li>
        <li class=selected><a href="/sites/facilities/Pages/Linen.aspx">Linen</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Linen and scrubs</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>Carts are exchanged between 04:30 and 07:00. Extra linen before 15:00: call the linen room at 403-555-0117. After 15:00 take it from the reserve cupboard on level 2, access by badge, and write it on the sheet.</p>
<p>Scrubs come from the dispensing machines outside the operating rooms. Each person has <strong>three credits</strong>; one comes back with each set that you drop into the return slot. If the machine says you owe one, see Joanna Szymanska between 09:00 and 10:30 on any weekday. A set not returned after 30 days costs CAD 27.</p>
<p>Sizes above 4XL are kept by name on the shelf behind the counter.</p>
<p>Warming cabinets are for blankets only, at no more than 54 degrees, and for no longer than 12 hours.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Facilities. Modified: 2026-05-05. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
