<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Lab logistics - Lab Logistics</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab Logistics</a> &gt; <span>Lab logistics</span></td></tr>
<tr>
<td class="nav" width="180"><b>Lab Logistics</b>
<ul>
        <li class=selected><a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab logistics</a></li>
        <li><a href="/sites/lab/Pages/Pneumatic-Tube.aspx">Pneumatic tube</a></li>
        <li><a href="/sites/lab/Pages/Specimen-Labelling.aspx">Specimen labelling and rejection</a></li>
        <li><a href="/sites/lab/Pages/Blood-Products.aspx">Collecting blood products</a></li>
        <li><a href="/sites/lab/Pages/Lab-On-Call.aspx">Laboratory on call</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Lab logistics</h1>
<p>We carry specimens from bedside to bench. Logistics desk 403-555-0135, 05:00 to 23:00. Courier dispatch 403-555-0136, at all hours.</p>
<table border="1">
<caption>Courier pick-ups for the Harcourt laboratory</caption>
<thead>
<tr><th rowspan="2">From</th><th colspan="2">Weekdays</th><th colspan="2">Weekends and holidays</th></tr>
<tr><th>First</th><th>Last</th><th>First</th><th>Last</th></tr>
</thead>
<tbody>
<tr><td>Linden Creek</td><td>06:45</td><td>21:15</td><td>08:00</td><td>17:30</td></tr>
<tr><td>Osprey Lake</td><td>09:20</td><td>16:10</td><td>11:00</td><td>none</td></tr>
<tr><td>Marlowe</td><td>07:30</td><td>13:45</td><td>none</td><td>none</td></tr>
<tr><td>Community clinics</td><td>10:00</td><td>17:00</td><td>none</td><td>none</td></tr>
</tbody>
</table>
<p>An urgent pick-up between the rounds is sent within 40 minutes. Say "stat courier" and give the number of boxes.</p>
<h2>People</h2>
<p>Henrike Vos, lab logistics manager, ext. 550156, henrike.vos@kestrelplains.example.org. Tyrell Beaumont, courier supervisor, ext. 550157, tyrell.beaumont@kestrelplains.example.org. Amrita Sandhu, specimen receiving lead, ext. 550158, amrita.sandhu@kestrelplains.example.org. Callum Frayne, blood bank liaison, ext. 550159, callum.frayne@kestrelplains.example.org.</p><p class="updated"><small>Last reviewed 2026-09-29 by Lab Logistics.</small></p>
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
