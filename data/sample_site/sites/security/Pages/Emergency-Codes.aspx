<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Emergency codes - Protective Services</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a> &gt; <span>Emergency codes</span></td></tr>
<tr>
<td class="nav" width="180"><b>Protective Services</b>
<ul>
        <li><a href="/sites/security/Pages/Protective-Services.aspx">Protective Services</a></li>
        <li class=selected><a href="/sites/security/Pages/Emergency-Codes.aspx">Emergency codes</a></li>
        <li><a href="/sites/security/Pages/Safe-Walk.aspx">Safe walk</a></li>
        <li><a href="/sites/security/Pages/Lost-And-Found.aspx">Lost and found</a></li>
        <li><a href="/sites/security/Pages/Violence-Reporting.aspx">Reporting violence and working alone</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Emergency codes</h1>
<p>Dial 5555, name the code, the building, the floor and the room. Stay on the line until the operator repeats it.</p>
<table border="1">
<tr><th>Code</th><th>Means</th><th>Who responds</th><th>Drill</th></tr>
<tr><td>Blue</td><td>Cardiac or respiratory arrest</td><td>Code team of the site</td><td>monthly</td></tr>
<tr><td>Red</td><td>Fire or smoke</td><td>Fire team, all units close doors</td><td>monthly, each shift in turn</td></tr>
<tr><td>White</td><td>Aggression</td><td>Two officers and trained unit staff</td><td>quarterly</td></tr>
<tr><td>Purple</td><td>Hostage or abduction of a child</td><td>Police; all exits watched</td><td>twice a year</td></tr>
<tr><td>Yellow</td><td>Missing patient</td><td>Unit searches, then site searches after 15 minutes</td><td>quarterly</td></tr>
<tr><td>Brown</td><td>Chemical spill</td><td>Spill team from plant operations</td><td>yearly, in May</td></tr>
<tr><td>Grey</td><td>Shelter in place, outside air closed off</td><td>Plant operations</td><td>yearly, in September</td></tr>
<tr><td>Orange</td><td>Mass casualties</td><td>Incident command; call-back of staff</td><td>yearly, in October</td></tr>
<tr><td>Green</td><td>Evacuation, in stages</td><td>Incident command</td><td>yearly, in June</td></tr>
<tr><td>Black</td><td>Bomb threat</td><td>Officers and police</td><td>none</td></tr>
</table>
<p>At Marlowe, code yellow is called after <b>5 minutes</b>, not 15, because many residents live with dementia.</p>
<p>For a bomb threat by telephone: keep the caller talking, press *57 after hanging up, and write on the black card under the telephone.</p><p class="updated"><small>Last reviewed 2026-01-12 by Protective Services.</small></p>
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
