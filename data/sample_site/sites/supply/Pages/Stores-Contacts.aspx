<!DOCTYPE html>
<html lang="en-CA" dir="ltr">
<head>
<meta charset="iso-8859-1">
<meta http-equiv="X-UA-Compatible" content="IE=10">
<meta name="GENERATOR" content="Team Site Pages">
<title>
	Stores and purchasing: who does what - Supply Chain
</title>
<meta name="dcterms.modified" content="2026-05-27">
<link rel="stylesheet" type="text/css" href="/_assets/corev15.css">
<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "/sites/supply"};</script>
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
    <div id="DeltaPlaceHolderPageTitleInTitleArea" class="ms-breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> > <a href="/sites/supply/Pages/Supply-Chain.aspx">Supply Chain</a> > <span>Stores and purchasing: who does what</span></div>
  </div>
  <div id="contentRow">
    <div id="sideNavBox"><div class="ms-core-sideNavBox-removeLeftMargin"><ul class="ms-core-listMenu-root">
        <li><a href="/sites/supply/Pages/Supply-Chain.aspx">Supply Chain</a></li>
        <li class=selected><a href="/sites/supply/Pages/Stores-Contacts.aspx">Our people</a></li>
        <li><a href="/sites/supply/Pages/Urgent-Orders.aspx">Urgent orders</a></li>
        <li><a href="/sites/supply/Pages/Purchasing-Limits.aspx">Purchasing limits</a></li>
        <li><a href="/sites/supply/Pages/Equipment-Loans.aspx">Equipment loans</a></li>
        <li><a href="/sites/supply/Pages/Product-Recalls.aspx">Recalls</a></li>
    </ul><div class="ms-quicklaunch-footer"><a href="/sites/ops/Pages/Forms.aspx">Forms</a> <a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></div></div></div>
    <div id="contentBox"><div id="DeltaPlaceHolderMain">
      <div class="article article-body">
        <h1 class="ms-rteElement-H1">Stores and purchasing: who does what</h1>
        <div class="ms-rtestate-field" id="ctl00_PlaceHolderMain_RichHtmlField">
<p>The stores team works at the warehouse, 18 Siding Lane, Harcourt. Salespeople are received by appointment only, on Thursdays.</p>
<table>
<thead>
<tr>
<th>Name</th>
<th>What for</th>
<th>Extension</th>
<th>E-mail</th>
</tr>
</thead>
<tbody>
<tr>
<td>Renée Bélanger-Côté</td>
<td>Director, Supply Chain</td>
<td>ext. 550149</td>
<td><a href="mailto:renee.belanger@kestrelplains.example.org">renee.belanger@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>José Núñez</td>
<td>Warehouse foreman, receiving and returns</td>
<td>ext. 550150</td>
<td><a href="mailto:jose.nunez@kestrelplains.example.org">jose.nunez@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Björn Åkesson</td>
<td>Capital equipment and tenders</td>
<td>ext. 550151</td>
<td><a href="mailto:bjorn.akesson@kestrelplains.example.org">bjorn.akesson@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Zoë Lefèvre</td>
<td>Operating room supplies and implants</td>
<td>ext. 550152</td>
<td><a href="mailto:zoe.lefevre@kestrelplains.example.org">zoe.lefevre@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>André Gagné</td>
<td>Linen, food and housekeeping contracts</td>
<td>ext. 550153</td>
<td><a href="mailto:andre.gagne@kestrelplains.example.org">andre.gagne@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Siân Môrgan</td>
<td>Equipment loan pool</td>
<td>ext. 550154</td>
<td><a href="mailto:sian.morgan@kestrelplains.example.org">sian.morgan@kestrelplains.example.org</a></td>
</tr>
<tr>
<td>Françoise Müller</td>
<td>Recalls and alerts</td>
<td>ext. 550155</td>
<td><a href="mailto:francoise.muller@kestrelplains.example.org">francoise.muller@kestrelplains.example.org</a></td>
</tr>
</tbody>
</table>
<p>José Núñez accepts pallets from 06:00 to 13:00. Anything above 900 kg or longer than 2.4 m must be announced a day before. The café opposite the warehouse, &quot;Chez Aimée&quot;, gives staff a discount of 10 %.</p>
        </div>
        <div class="ms-webpart-zone"><div class="ms-webpart-titleText">Page information</div><p>Page owner: Supply Chain. Modified: 2026-05-27. Version 4.0. Checked in by System Account.</p><p>Rate this page: <a href="#">1</a> <a href="#">2</a> <a href="#">3</a> <a href="#">4</a> <a href="#">5</a></p></div>
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
