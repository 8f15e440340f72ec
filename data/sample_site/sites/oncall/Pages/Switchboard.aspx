<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Switchboard and paging - On-Call and Switchboard</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/oncall/Pages/On-Call-Roster.aspx">On-Call and Switchboard</a> &gt; <span>Switchboard and paging</span></td></tr>
<tr>
<td class="nav" width="180"><b>On-Call and Switchboard</b>
<ul>
        <li><a href="/sites/oncall/Pages/On-Call-Roster.aspx">Roster</a></li>
        <li><a href="/sites/oncall/Pages/Administrator-On-Call.aspx">Administrator on call</a></li>
        <li class=selected><a href="/sites/oncall/Pages/Switchboard.aspx">Switchboard and paging</a></li>
        <li><a href="/sites/oncall/Pages/Interpreters.aspx">Interpreters</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Switchboard and paging</h1>
<p>Dial 0 inside. From outside: Harcourt 403-555-0100, Linden Creek 587-555-0120, Osprey Lake 780-555-0171, Marlowe 825-555-0190. After 21:00 Harcourt answers for all.</p>
<h2>Paging a person</h2>
<ol>
<li>Dial 403-555-0151, or 88 inside.</li>
<li>At the tone enter the five-digit pager number.</li>
<li>Enter your call-back number, then #. Add *9 for urgent.</li>
<li>Wait ten minutes before you page again; after the second page ask the operator for the next on the roster.</li>
</ol>
<p>Overhead announcements are made between 07:00 and 21:00 only, except for emergency codes.</p>
<p>Desmond Quill, communications supervisor, ext. 550177, desmond.quill@kestrelplains.example.org. Aoife Brannigan, roster clerk, ext. 550178, aoife.brannigan@kestrelplains.example.org.</p>
<p>Operators do not give out whether a person is a patient here. Ask them to connect you with the unit.</p><p class="updated"><small>Last reviewed 2026-08-06 by On-Call and Switchboard.</small></p>
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
