<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Payroll Liaison - Payroll Liaison
</title>
<meta name="dcterms.modified" content="2026-09-01">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/payroll"};</script>
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/payroll/Pages/Payroll-Liaison.aspx">Payroll Liaison</a> > <span>Payroll Liaison</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li class=selected><a href="/sites/payroll/Pages/Payroll-Liaison.aspx">Payroll Liaison</a></li>
        <li><a href="/sites/payroll/Pages/Pay-Calendar.aspx">Pay calendar</a></li>
        <li><a href="/sites/payroll/Pages/Timesheet-Corrections.aspx">Correcting a timesheet</a></li>
        <li><a href="/sites/payroll/Pages/Shift-Premiums.aspx">Premiums</a></li>
        <li><a href="/sites/payroll/Pages/Leaves-Of-Absence.aspx">Leaves</a></li>
        <li><a href="/sites/payroll/Pages/Mileage-And-Meals.aspx">Mileage and meals</a></li>
        <li><a href="/sites/payroll/Pages/Banking-Change.aspx">Bank account</a></li>
        <li><a href="/sites/payroll/Pages/Payroll-FAQ.aspx">Payroll FAQ</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Payroll Liaison</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>Payroll Liaison stands between the units and the provincial payroll bureau. We answer questions about your pay, check timesheets and send corrections to the bureau.</p>
<p><strong>Counter:</strong> Operations Centre, Room 204. Monday to Friday 08:15 to 16:00, closed from 12:00 to 12:45. On the two days before a pay day the counter stays open until 17:30.</p>
<p><strong>Telephone:</strong> 403-555-0104, weekdays 08:15 to 16:15.</p>
<p><strong>E-mail:</strong> <a href="mailto:payroll.liaison@kestrelplains.example.org">payroll.liaison@kestrelplains.example.org</a>. Put your employee number in the subject line. We answer within two working days; in the week of the year-end (the last two weeks of December) within four.</p>
<dl>
<dt>Mirela Constantin</dt><dd>Payroll liaison supervisor, ext. 550113, <a href="mailto:mirela.constantin@kestrelplains.example.org">mirela.constantin@kestrelplains.example.org</a></dd>
<dt>Gordon Applewhite</dt><dd>Payroll advisor, surnames A to K, ext. 550114, <a href="mailto:gordon.applewhite@kestrelplains.example.org">gordon.applewhite@kestrelplains.example.org</a></dd>
<dt>Thi Lan Pham</dt><dd>Payroll advisor, surnames L to Z, ext. 550115, <a href="mailto:thilan.pham@kestrelplains.example.org">thilan.pham@kestrelplains.example.org</a></dd>
<dt>Rosalind Achterberg</dt><dd>Leaves and benefits advisor, ext. 550116, <a href="mailto:rosalind.achterberg@kestrelplains.example.org">rosalind.achterberg@kestrelplains.example.org</a></dd>
<dt>Emeka Nwosu</dt><dd>Travel claims, ext. 550117, <a href="mailto:emeka.nwosu@kestrelplains.example.org">emeka.nwosu@kestrelplains.example.org</a></dd>
</dl>        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Payroll Liaison. Modified: 2026-09-01. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
