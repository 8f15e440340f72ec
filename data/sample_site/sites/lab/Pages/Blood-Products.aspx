<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Collecting blood products - Lab Logistics</title>
<style type="text/css">td { vertical-align: top } .nav { background: #dfe8ef }</style>
</head>
<body bgcolor="#ffffff">
<table class="notice" width="100%"><tr><td>You are on a private network. Activity may be logged. <a href="/sites/ops/Pages/Privacy-Notice.aspx">Privacy notice</a></td></tr></table>
<table id="layout" width="100%" cellpadding="4" cellspacing="0" border="0">
<tr><td colspan="2" class="masthead"><b>Kestrel Plains Health</b> intranet<br>
<ul class="topnav">
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
</ul>
<form action="/search.aspx" method="get">Find: <input name="q" size="20"> <input type="submit" value="Go"></form></td></tr>
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab Logistics</a> &gt; <span>Collecting blood products</span></td></tr>
<tr>
<td class="nav" width="180"><b>Lab Logistics</b>
<ul>
        <li><a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab logistics</a></li>
        <li><a href="/sites/lab/Pages/Pneumatic-Tube.aspx">Pneumatic tube</a></li>
        <li><a href="/sites/lab/Pages/Specimen-Labelling.aspx">Specimen labelling and rejection</a></li>
        <li class=selected><a href="/sites/lab/Pages/Blood-Products.aspx">Collecting blood products</a></li>
        <li><a href="/sites/lab/Pages/Lab-On-Call.aspx">Laboratory on call</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Collecting blood products</h1>
<p>Blood bank, Harcourt level 1, 403-555-0137.</p>
<ol>
<li>Make sure that consent is on the chart and the group and screen is less than 96 hours old.</li>
<li>Bring form LB-04 with two identifiers. Nobody is served without it, not in a hurry either.</li>
<li>Read the unit number aloud with the technologist.</li>
<li>Carry the product in the blue bag straight to the bedside. No stops.</li>
<li>Start red cells within 30 minutes of issue; finish within four hours of issue.</li>
<li>Return what is not used within 30 minutes. After that it is thrown away.</li>
</ol>
<p>Porters may collect one unit for one patient at a time. In a massive transfusion the pack of six comes with a runner; dial 5555 and say "massive transfusion".</p>
<p>Linden Creek keeps eight units of O negative; Osprey Lake keeps four, Marlowe none.</p><p class="updated"><small>Last reviewed 2026-08-31 by Lab Logistics.</small></p>
</td>
</tr>
<tr><td colspan="2" class="foot" align="center">
    <p>Kestrel Plains Health &middot; Operations Centre, 210 Foundry Road, Harcourt &middot; Switchboard 403-555-0100</p>
    <ul><li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li><li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li><li><a href="/sites/ops/Pages/Privacy-Notice.aspx">Privacy notice</a></li><li><a href="/sites/ops/Pages/Site-Map.aspx">Site map</a></li><li><a href="https://www.kestrelplains.example.org/">Public website</a></li></ul>
    <p>&copy; 2026 Kestrel Plains Health. Internal use only. Do not copy outside the organisation.</p>
</td></tr>
</table>
</body>
</html>
