<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Protective Services - Protective Services</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a> &gt; <span>Protective Services</span></td></tr>
<tr>
<td class="nav" width="180"><b>Protective Services</b>
<ul>
        <li class=selected><a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a></li>
        <li><a href="/sites/security/Pages/Emergency-Codes.aspx">Emergency codes</a></li>
        <li><a href="/sites/security/Pages/Safe-Walk.aspx">Safe walk</a></li>
        <li><a href="/sites/security/Pages/Lost-And-Found.aspx">Lost and found</a></li>
        <li><a href="/sites/security/Pages/Violence-Reporting.aspx">Reporting violence and working alone</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Protective Services</h1>
<p>Officers are on duty at Harcourt at all hours. At the other sites hours differ:</p>
<dl>
<dt>Harcourt General Hospital</dt><dd>Control room on level 0, 403-555-0120, at all hours</dd>
<dt>Linden Creek Community Hospital</dt><dd>Desk at the emergency entrance, 587-555-0131, 14:00 to 06:00; before 14:00 the Harcourt control room answers</dd>
<dt>Osprey Lake Health Centre</dt><dd>Contract guard, 780-555-0174, 20:00 to 04:00, Thursday to Sunday</dd>
<dt>Marlowe Continuing Care Centre</dt><dd>825-555-0193, patrol at 22:00, 01:00 and 04:00</dd>
</dl>
<p>In danger dial <b>5555</b> from any hospital telephone. It rings in the control room and shows where you are.</p>
<h2>Who we are</h2>
<ul>
<li>Rutger Haverkamp, manager, ext. 550138, rutger.haverkamp@kestrelplains.example.org</li>
<li>Oluchi Bassey, shift supervisors' lead, ext. 550139, oluchi.bassey@kestrelplains.example.org</li>
<li>Dimitri Sokolov, cameras and access, ext. 550140, dimitri.sokolov@kestrelplains.example.org</li>
<li>Maeve Tiernan, violence prevention advisor, ext. 550141, maeve.tiernan@kestrelplains.example.org</li>
</ul>
<p>Camera recordings are kept for 21 days. Requests to see one go to Dimitri Sokolov on form PS-06 and take two working days.</p><p class="updated"><small>Last reviewed 2026-06-15 by Protective Services.</small></p>
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
