<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Laboratory on call - Lab Logistics</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab Logistics</a> &gt; <span>Laboratory on call</span></td></tr>
<tr>
<td class="nav" width="180"><b>Lab Logistics</b>
<ul>
        <li><a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab logistics</a></li>
        <li><a href="/sites/lab/Pages/Pneumatic-Tube.aspx">Pneumatic tube</a></li>
        <li><a href="/sites/lab/Pages/Specimen-Labelling.aspx">Specimen labelling and rejection</a></li>
        <li><a href="/sites/lab/Pages/Blood-Products.aspx">Collecting blood products</a></li>
        <li class=selected><a href="/sites/lab/Pages/Lab-On-Call.aspx">Laboratory on call</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Laboratory on call</h1>
<p>Harcourt's laboratory is staffed at all hours. The others go on call as shown.</p>
<table border="1">
<tr><th>Site</th><th>Staffed</th><th>On call</th><th>Call</th><th>Comes within</th></tr>
<tr><td>Linden Creek</td><td>06:00 to 22:00</td><td>22:00 to 06:00</td><td>587-555-0143</td><td>30 minutes</td></tr>
<tr><td>Osprey Lake</td><td>08:00 to 16:00, Monday to Saturday</td><td>all other times</td><td>780-555-0179</td><td>45 minutes</td></tr>
<tr><td>Marlowe</td><td>not staffed</td><td>none; draw and send to Harcourt</td><td>403-555-0135</td><td></td></tr>
</table>
<p>Pathologist on call for frozen sections and transfusion reactions: pager 403-555-0138. A call-in for a test that is not on the stat list has to be agreed between the physician and the pathologist.</p>
<p>Stat list: blood gas, electrolytes, creatinine, glucose, troponin, complete blood count, INR, lactate, type and screen, pregnancy test, cerebrospinal fluid cell count.</p><p class="updated"><small>Last reviewed 2026-11-02 by Lab Logistics.</small></p>
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
