<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Vacation requests (print version)</title>
  <link rel="canonical" href="/sites/staffing/Pages/Vacation-Requests.aspx">
  <meta name="robots" content="noarchive">
  <style>body { font: 11pt serif; margin: 2cm } .noprint { color: #777 }</style>
</head>
<body onload="void 0">
<p class="noprint"><a href="#" onclick="window.print();return false">Print this page</a> | <a href="/sites/staffing/Pages/Vacation-Requests.aspx">Back to the full page</a></p>
<h1>Vacation requests</h1>
<p>This page applies from 1 April 2026 to all employees in scheduled units.</p>
<h2>The annual draw</h2>
<p>Vacation for the year from 1 April to 31 March is granted in a draw in order of seniority. Enter your first, second and third choices in ShiftBoard <strong>by 15 January at 16:00</strong>. Results are posted on 22 February.</p>
<ul>
<li>Block requests in the draw must be at least seven calendar days long.</li>
<li>In July and August nobody may hold more than 21 consecutive days.</li>
<li>Each unit may release at most one in eight of its regular staff on the same day.</li>
</ul>
<h2>After the draw</h2>
<p>Requests outside the draw are granted first come, first served. Enter them no later than <strong>28 days</strong> before the schedule is posted. The manager answers within 10 calendar days.</p>
<h2>Carry-over</h2>
<p>You may carry over up to <strong>37.5 hours</strong> into the next year with form SO-14. Whatever lies above that is paid out in the second pay period of May.</p>
<h2>Cancelling</h2>
<p>Vacation that was granted may be cancelled by the employee up to 14 days before it begins. After that it stands, unless the manager can rebook the replacement at no cost.</p>
<hr>
<p class="noprint">Printed from the Kestrel Plains Health intranet. Printed copies are not controlled: check the intranet for the current version.</p>
</body>
</html>
