<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Questions we are often asked - Staffing and Scheduling
</title>
<meta name="dcterms.modified" content="2026-08-03">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/staffing"};</script>
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/staffing/Pages/Staffing-Office.aspx">Staffing and Scheduling</a> > <span>Questions we are often asked</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/staffing/Pages/Staffing-Office.aspx">Staffing Office</a></li>
        <li><a href="/sites/staffing/Pages/Staffing-Team.aspx">Our team</a></li>
        <li><a href="/sites/staffing/Pages/Call-In-Sick.aspx">Reporting an absence</a></li>
        <li><a href="/sites/staffing/Pages/Shift-Exchange.aspx">Shift trades</a></li>
        <li><a href="/sites/staffing/Pages/Vacation-Requests.aspx">Vacation requests</a></li>
        <li><a href="/sites/staffing/Pages/Relief-Pool.aspx">Relief pool</a></li>
        <li><a href="/sites/staffing/Pages/Overtime-Approval.aspx">Overtime approval</a></li>
        <li><a href="/sites/staffing/Pages/Rotation-Design.aspx">Rotation design</a></li>
        <li><a href="/sites/staffing/Pages/ShiftBoard.aspx">ShiftBoard</a></li>
        <li class=selected><a href="/sites/staffing/Pages/Staffing-FAQ.aspx">Staffing FAQ</a></li>
        <li><a href="/sites/staffing/Pages/Statutory-Holidays.aspx">Named holidays</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Questions we are often asked</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<h3>Why was a junior colleague called before me?</h3>
<p>Calls go first to those who entered availability for that shift, then by seniority. Somebody without availability is called only when the list is used up.</p>
<h3>Do I have to answer my telephone on a day off?</h3>
<p>No. You must answer only when you are on stand-by.</p>
<h3>I was called in and then cancelled at the door. Am I paid?</h3>
<p>Yes. You are paid a minimum of <strong>three hours</strong> at your basic rate if you were cancelled less than 90 minutes before the start.</p>
<h3>Can I be moved to another unit in the middle of a shift?</h3>
<p>Yes, once per shift, within your own site, and only to a unit where you have had orientation. Nobody in the first 90 days of employment is moved.</p>
<h3>May I work at both Linden Creek and Harcourt on the same day?</h3>
<p>Only if eleven hours lie between the shifts. Travel between sites on one's own account is not paid.</p>
<h3>How do I see my seniority?</h3>
<p>The list is posted on 1 March and 1 September. You have 45 days to dispute your place on it, in writing, to Imogen Thackeray.</p>
<h3>Who do I tell about jury duty?</h3>
<p>Your manager and the Staffing Office, with a copy of the summons, as soon as you have it. You are paid as scheduled and hand over the juror's fee.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Staffing and Scheduling. Modified: 2026-08-03. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
