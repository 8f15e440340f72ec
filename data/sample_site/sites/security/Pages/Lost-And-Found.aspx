<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Lost and found - Protective Services</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a> &gt; <span>Lost and found</span></td></tr>
<tr>
<td class="nav" width="180"><b>Protective Services</b>
<ul>
        <li><a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a></li>
        <li><a href="/sites/security/Pages/Emergency-Codes.aspx">Emergency codes</a></li>
        <li><a href="/sites/security/Pages/Safe-Walk.aspx">Safe walk</a></li>
        <li class=selected><a href="/sites/security/Pages/Lost-And-Found.aspx">Lost and found</a></li>
        <li><a href="/sites/security/Pages/Violence-Reporting.aspx">Reporting violence and working alone</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Lost and found</h1>
<p>Harcourt: window beside the control room, 403-555-0122, weekdays 09:00 to 11:00 and 14:00 to 16:00. Linden Creek: reception, 587-555-0157.</p>
<p>How long things are kept:</p>
<ul>
<li>Clothing and umbrellas: 30 days</li>
<li>Telephones, keys, jewellery: 90 days
  <ul><li>Telephones are wiped before they are given away</li><li>Jewellery above CAD 250 goes to the police after 14 days</li></ul></li>
<li>Dentures, glasses, hearing aids: six months
  <ul><li>Labelled with the unit and date of finding</li><li>The unit's patient list of that day is checked first</li></ul></li>
<li>Food: thrown away the same day</li>
</ul>
<p>A patient's money is never kept on the unit. Two people count it and take it to the cashier, or to the night safe in the control room after 16:30.</p><p class="updated"><small>Last reviewed 2026-03-27 by Protective Services.</small></p>
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
