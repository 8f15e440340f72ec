<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Reporting violence and working alone - Protective Services</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a> &gt; <span>Reporting violence and working alone</span></td></tr>
<tr>
<td class="nav" width="180"><b>Protective Services</b>
<ul>
        <li><a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a></li>
        <li><a href="/sites/security/Pages/Emergency-Codes.aspx">Emergency codes</a></li>
        <li><a href="/sites/security/Pages/Safe-Walk.aspx">Safe walk</a></li>
        <li><a href="/sites/security/Pages/Lost-And-Found.aspx">Lost and found</a></li>
        <li class=selected><a href="/sites/security/Pages/Violence-Reporting.aspx">Reporting violence and working alone</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Reporting violence and working alone</h1>
<p>Report every threat, grab, kick or insult, also when nobody was hurt. Call the safety line at 403-555-0155 or enter it in the incident system under "Staff".</p>
<p><b>Same shift:</b> tell the charge nurse, who flags the chart. <b>Within 24 hours:</b> enter the report. <b>Within seven days:</b> the manager meets you and writes down what will change.</p>
<p>If you lose time or need treatment, the compensation form goes out within 72 hours; the manager sends it, not you.</p>
<h2>Working alone</h2>
<p>Community staff carry a personal alarm. Check in at the start, every two hours and at the end. Missed by 20 minutes: the control room calls you. Missed by 35 minutes: it sends someone.</p>
<p>Alarms are lent by Maeve Tiernan. They work outdoors and on levels 0 to 9, but not in the tunnel between Harcourt General and the Operations Centre.</p>
<p>The eight-hour course <i>Calm Hands</i> is required in emergency, mental health and at Marlowe, and has to be renewed every two years.</p><p class="updated"><small>Last reviewed 2026-10-14 by Protective Services.</small></p>
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
