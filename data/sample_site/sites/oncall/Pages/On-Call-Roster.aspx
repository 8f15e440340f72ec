<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>On-call roster: administration and support - On-Call and Switchboard</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/oncall/Pages/On-Call-Roster.aspx">On-Call and Switchboard</a> &gt; <span>On-call roster: administration and support</span></td></tr>
<tr>
<td class="nav" width="180"><b>On-Call and Switchboard</b>
<ul>
        <li class=selected><a href="/sites/oncall/Pages/On-Call-Roster.aspx">Roster</a></li>
        <li><a href="/sites/oncall/Pages/Administrator-On-Call.aspx">Administrator on call</a></li>
        <li><a href="/sites/oncall/Pages/Switchboard.aspx">Switchboard and paging</a></li>
        <li><a href="/sites/oncall/Pages/Interpreters.aspx">Interpreters</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>On-call roster: administration and support</h1>
<p>Call through the switchboard; home numbers are not published. The week changes on Friday at 16:00.</p>
<table border="1">
<thead>
<tr><th>From Friday</th><th>Administrator</th><th>Plant operations</th><th>Biomedical</th><th>Communications</th><th>Supply</th></tr>
</thead>
<tbody>
<tr><td>20 November 2026</td><td>Quentin Abernathy</td><td>Abdi Warsame</td><td>Ruth Kowalchuk</td><td>Jasper Lindgren</td><td>José Núñez</td></tr>
<tr><td>27 November 2026</td><td>Marisol Etcheverry</td><td>Stuart McVeigh</td><td>Hideo Tanabe</td><td>Jasper Lindgren</td><td>Siân Môrgan</td></tr>
<tr><td>4 December 2026</td><td>Imogen Thackeray</td><td>Abdi Warsame</td><td>Ruth Kowalchuk</td><td>Carys Bellweather</td><td>José Núñez</td></tr>
<tr><td>11 December 2026</td><td>Rutger Haverkamp</td><td>Konrad Eisler</td><td>Hideo Tanabe</td><td>Carys Bellweather</td><td>Renée Bélanger-Côté</td></tr>
<tr><td>18 December 2026</td><td>Verity Okonkwo-Hale</td><td>Stuart McVeigh</td><td>Ruth Kowalchuk</td><td>Jasper Lindgren</td><td>José Núñez</td></tr>
<tr><td>25 December 2026</td><td>Leopold Amsel</td><td>Abdi Warsame</td><td>Hideo Tanabe</td><td>Carys Bellweather</td><td>Siân Môrgan</td></tr>
</tbody>
</table>
<p>Biomedical comes in for ventilators, anaesthesia machines, dialysis and monitors that have no spare. All else waits until 07:00.</p>
<p>Swaps are sent to rosters@kestrelplains.example.org by noon on the Wednesday before.</p><p class="updated"><small>Last reviewed 2026-11-20 by On-Call and Switchboard.</small></p>
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
