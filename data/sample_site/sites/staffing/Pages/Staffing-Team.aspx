<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Staffing Office team - Staffing and Scheduling
</title>
<meta name="dcterms.modified" content="2026-10-19">
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/staffing/Pages/Staffing-Office.aspx">Staffing and Scheduling</a> > <span>Staffing Office team</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/staffing/Pages/Staffing-Office.aspx">Staffing Office</a></li>
        <li class=selected><a href="/sites/staffing/Pages/Staffing-Team.aspx">Our team</a></li>
        <li><a href="/sites/staffing/Pages/Call-In-Sick.aspx">Reporting an absence</a></li>
        <li><a href="/sites/staffing/Pages/Shift-Exchange.aspx">Shift trades</a></li>
        <li><a href="/sites/staffing/Pages/Vacation-Requests.aspx">Vacation requests</a></li>
        <li><a href="/sites/staffing/Pages/Relief-Pool.aspx">Relief pool</a></li>
        <li><a href="/sites/staffing/Pages/Overtime-Approval.aspx">Overtime approval</a></li>
        <li><a href="/sites/staffing/Pages/Rotation-Design.aspx">Rotation design</a></li>
        <li><a href="/sites/staffing/Pages/ShiftBoard.aspx">ShiftBoard</a></li>
        <li><a href="/sites/staffing/Pages/Staffing-FAQ.aspx">Staffing FAQ</a></li>
        <li><a href="/sites/staffing/Pages/Statutory-Holidays.aspx">Named holidays</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Staffing Office team</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>Each clerk looks after a fixed group of units, so that you speak to the same person from one week to the next. When your clerk is away, the duty lead takes the calls.</p>
<table>
<thead>
<tr>
<th>Name</th>
<th>Role</th>
<th>Units looked after</th>
<th>Extension</th>
<th>E-mail</th>
</tr>
</thead>
<tbody>
<tr>
<td>Imogen Thackeray</td>
<td>Manager, Staffing Office</td>
<td>All</td>
<td>ext. 550101</td>
<td><a href="mailto:imogen.thackeray@kestrelplains.example.org">imogen.thackeray@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Baljit Dhaliwal</td>
<td>Duty lead, days</td>
<td>Harcourt, all floors</td>
<td>ext. 550102</td>
<td><a href="mailto:baljit.dhaliwal@kestrelplains.example.org">baljit.dhaliwal@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Corwin Mbeki</td>
<td>Duty lead, evenings</td>
<td>All</td>
<td>ext. 550103</td>
<td><a href="mailto:corwin.mbeki@kestrelplains.example.org">corwin.mbeki@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Salome Fitch</td>
<td>Staffing clerk</td>
<td>Emergency, intensive care, cardiac unit</td>
<td>ext. 550104</td>
<td><a href="mailto:salome.fitch@kestrelplains.example.org">salome.fitch@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Desmond Okpara</td>
<td>Staffing clerk</td>
<td>Surgery floors 4 and 5, operating rooms</td>
<td>ext. 550105</td>
<td><a href="mailto:desmond.okpara@kestrelplains.example.org">desmond.okpara@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Wilhelmina Agar</td>
<td>Staffing clerk</td>
<td>Medicine floors 6 to 8, dialysis</td>
<td>ext. 550106</td>
<td><a href="mailto:wilhelmina.agar@kestrelplains.example.org">wilhelmina.agar@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Tobias Renn</td>
<td>Staffing clerk</td>
<td>Linden Creek, all units</td>
<td>ext. 550107</td>
<td><a href="mailto:tobias.renn@kestrelplains.example.org">tobias.renn@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Marguerite Sloane</td>
<td>Staffing clerk</td>
<td>Osprey Lake and Marlowe</td>
<td>ext. 550108</td>
<td><a href="mailto:marguerite.sloane@kestrelplains.example.org">marguerite.sloane@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Pranav Iyer</td>
<td>Rotation designer</td>
<td>Master rotations</td>
<td>ext. 550109</td>
<td><a href="mailto:pranav.iyer@kestrelplains.example.org">pranav.iyer@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Hettie Vandermeer</td>
<td>Relief pool coordinator</td>
<td>Relief pool</td>
<td>ext. 550110</td>
<td><a href="mailto:hettie.vandermeer@kestrelplains.example.org">hettie.vandermeer@kestrelplains.example.org</a></td>
</tr>
</tbody>
</table>
<p>Imogen holds an open door on the first Wednesday of each month from 14:00 to 15:30. No appointment is needed.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Staffing and Scheduling. Modified: 2026-10-19. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
