<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Specimen labelling and rejection - Lab Logistics</title>
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
<tr><td colspan="2" class="trail">You are here: <a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &gt; <a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab Logistics</a> &gt; <span>Specimen labelling and rejection</span></td></tr>
<tr>
<td class="nav" width="180"><b>Lab Logistics</b>
<ul>
        <li><a href="/sites/lab/Pages/Lab-Logistics.aspx">Lab logistics</a></li>
        <li><a href="/sites/lab/Pages/Pneumatic-Tube.aspx">Pneumatic tube</a></li>
        <li class=selected><a href="/sites/lab/Pages/Specimen-Labelling.aspx">Specimen labelling and rejection</a></li>
        <li><a href="/sites/lab/Pages/Blood-Products.aspx">Collecting blood products</a></li>
        <li><a href="/sites/lab/Pages/Lab-On-Call.aspx">Laboratory on call</a></li>
</ul>
<p><a href="/sites/ops/Pages/Contact-Directory.aspx">Who to call</a></p></td>
<td class="content">
<h1>Specimen labelling and rejection</h1>
<p>Label at the bedside, after collection, in front of the patient. Two identifiers must match the band: full name and the nine-digit health number.</p>
<p>We reject a specimen when the label is missing, when label and requisition differ, when a tube for coagulation is less than 90 per cent full, or when it arrives late:</p>
<dl>
<dt>Blood gas</dt><dd>30 minutes at room temperature</dd>
<dt>Lactate</dt><dd>15 minutes, on ice</dd>
<dt>Ammonia</dt><dd>15 minutes, on ice</dd>
<dt>Urine for culture</dt><dd>2 hours, or 24 hours in the fridge</dd>
<dt>Coagulation</dt><dd>4 hours</dd>
<dt>Complete blood count</dt><dd>24 hours</dd>
</dl>
<p>Relabelling is allowed only for specimens that cannot be collected again. The collector comes in person to receiving within <b>one hour</b> and signs form LB-12.</p><p class="updated"><small>Last reviewed 2025-12-02 by Lab Logistics.</small></p>
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
