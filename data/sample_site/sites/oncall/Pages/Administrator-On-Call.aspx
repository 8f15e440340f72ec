<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Administrator on call - On-Call and Switchboard</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/oncall/Pages/On-Call-Roster.aspx">On-Call and Switchboard</a> &gt; <span>Administrator on call</span></td></tr>
<tr>
<td class="nav" width="180"><b>On-Call and Switchboard</b>
<ul>
        <li><a href="/sites/oncall/Pages/On-Call-Roster.aspx">Roster</a></li>
        <li class=selected><a href="/sites/oncall/Pages/Administrator-On-Call.aspx">Administrator on call</a></li>
        <li><a href="/sites/oncall/Pages/Switchboard.aspx">Switchboard and paging</a></li>
        <li><a href="/sites/oncall/Pages/Interpreters.aspx">Interpreters</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Administrator on call</h1>
<p>Between 16:30 and 07:30 and at weekends one senior leader decides for all four sites. Ask the switchboard or call 403-555-0150, which follows the person on duty.</p>
<h2>Call for</h2>
<ul>
<li>Surge level 4, a unit that has to close, a strike or a storm that stops staff</li>
<li>Media at the door, police with a warrant, an escaped detained patient</li>
<li>Agency staff above CAD 4,000 for one night</li>
<li>An unexpected death with a complaint</li>
</ul>
<h2>Do not call for</h2>
<ul>
<li>One sick call, a parking ticket, a missing lunch</li>
<li>Advice on treatment: that is the physician on call</li>
</ul>
<p>An answer comes within 10 minutes. If it does not, call again, and after 20 minutes ask for the chief operating officer, Verity Okonkwo-Hale.</p>
<p>The log is handed over at 07:40 in writing.</p><p class="updated"><small>Last reviewed 2026-04-20 by On-Call and Switchboard.</small></p>
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
