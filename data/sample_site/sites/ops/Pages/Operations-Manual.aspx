<!DOCTYPE html>
<html lang="en-CA">
<head>
  <meta charset="utf-8">
  <title>Operations manual - Operations Hub</title>
  <meta name="dcterms.modified" content="2026-10-30">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/_assets/intranet.css">
  <script>window.g_page = {"site": "ops", "telemetry": "off"};</script>
</head>
<body class="sp-modern">
  <a class="skip" href="#spPageContent">Skip to main content</a>
  <div id="cookieBanner" role="dialog" aria-label="Cookie notice"><p>This intranet uses cookies to remember your site and your language. By continuing you accept the <a href="/sites/ops/Pages/Privacy-Notice.aspx">privacy notice</a>.</p><button type="button">Accept all</button> <button type="button">Only necessary</button></div>
  <header id="SuiteNavWrapper">
    <a class="logo" href="/sites/ops/Pages/Home.aspx">Kestrel Plains Health</a>
    <form role="search" action="/search.aspx" method="get"><label for="q">Search this site</label> <input id="q" name="q" type="search" placeholder="Search people, pages, forms"><button type="submit">Search</button></form>
    <div class="me"><span>Signed in as Staff Member</span> <a href="#">My settings</a> <a href="#">Sign out</a></div>
    <nav aria-label="Global navigation"><ul class="megamenu">
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
    </ul></nav>
  </header>
  <div class="sp-page">
    <aside class="sp-left" aria-label="In this section"><h2>Operations Hub</h2>
      <ul>
        <li><a href="/sites/ops/Pages/Home.aspx">Home</a></li>
        <li><a href="/sites/ops/Pages/About-Operations.aspx">About Operations</a></li>
        <li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li>
        <li><a href="/sites/ops/Pages/Sites-And-Addresses.aspx">Sites and addresses</a></li>
        <li><a href="/sites/ops/Pages/Service-Status.aspx">Service status</a></li>
        <li><a href="/sites/ops/Pages/Glossary.aspx">Glossary</a></li>
        <li><a href="/sites/ops/Pages/Forms.aspx">Forms</a></li>
        <li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li>
        <li><a href="/sites/ops/Pages/Meals-On-Shift.aspx">Meals and breaks on shift</a></li>
        <li><a href="/sites/ops/Pages/Occupational-Health.aspx">Occupational Health</a></li>
        <li><a href="/sites/ops/Lists/Notices/AllItems.aspx">Notices</a></li>
        <li class=selected><a href="/sites/ops/Pages/Operations-Manual.aspx">Operations manual</a></li>
      </ul>
      <div class="promo"><h3>Need it now?</h3><p>IT emergencies: 403-555-0110. Security: 403-555-0120.</p></div>
    </aside>
    <main id="spPageContent">
      <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/sites/ops/Pages/Home.aspx">Kestrel Plains Operations</a> &rsaquo; <span>Operations manual</span></nav>
      <div class="titleRegion"><h1>Operations manual</h1><div class="byline">Owner: Sebastian Crowfoot &middot; Last updated 2026-10-30 &middot; 3 min read</div></div>
      <article class="CanvasZone"><div class="CanvasSection"><div data-automation-id="textBox">
<h2>1. About this manual</h2>
<h3>1.1 Purpose</h3>
<p>The manual collects what supervisors need when the ordinary page does not help: at night, in bad weather, when something fails. It does not replace clinical procedures. Where a department's own page differs from the manual, the department's page is right and the manual has to be mended.</p>
<h3>1.2 Who keeps it</h3>
<p>Piers Langtree keeps the text. Each chapter has a reader who checks it once a year, by 30 June. Chapters that were not checked are printed with a grey bar. A paper copy in an orange binder lies in the Harcourt control room, at the nursing station of every unit in Osprey Lake, and with reception at Marlowe. Linden Creek keeps two: one in the flow office and one in the boiler house.</p>
<h3>1.3 How to propose a change</h3>
<p>Write one sentence about what is wrong and one about what would be right, and send both to <a href="mailto:manual@kestrelplains.example.org">manual@kestrelplains.example.org</a>. Urgent errors are corrected within one working day. Everything else waits for the revision in the first week of the next quarter.</p>
<h2>2. Who decides</h2>
<h3>2.1 Ordinary days</h3>
<p>From 07:30 to 16:30 each site has a site lead. In Harcourt it is the director of Patient Flow, in Linden Creek the manager for Linden Creek and rural, in Osprey Lake the nurse in charge, in Marlowe the care manager. The site lead may move staff between units, cancel meetings, open reserve beds and call in cleaning crews without asking anybody.</p>
<h3>2.2 Limits</h3>
<p>A site lead may commit CAD 6,000 in one event without a further signature. For more, one vice president is enough, by telephone, with the time noted. Nobody below the chief operating officer may close an emergency department, not even for an hour.</p>
<h3>2.3 Incident command</h3>
<p>Incident command is set up when an event needs more than one department for longer than two hours, or when a code orange is called. The first senior person on the spot wears the white vest until relieved by name. Command sits in the Cottonwood room; if the Operations Centre cannot be used, it moves to the library at Harcourt, and failing that to the gymnasium of Mill Race School in Linden Creek.</p>
<h3>2.4 The six vests</h3>
<p>White is the incident commander, red operations, blue planning, yellow logistics, green finance, and a chequered vest public information. The vests hang in the cupboard behind the door of the control room, each with a card of tasks in its left pocket. The person in the green vest starts a cost code in the first thirty minutes; the code for 2026 begins with 99-26.</p>
<h3>2.5 Standing down</h3>
<p>The commander declares the end and names the person who writes the report. A short talk with all involved follows within 24 hours, and a written report within 21 days. The report lists at most seven actions. Actions without an owner and a date are struck out.</p>
<h2>3. The rhythm of a day</h2>
<h3>3.1 Morning</h3>
<p>At 05:30 the Staffing Office opens and counts vacancies. At 06:15 the night supervisor sends the overnight note: deaths, falls with injury, police visits, equipment that was borrowed, and what could not be solved. The note has no more than one page. At 07:00 shifts change. Bed meetings follow. At 08:45 the four site leads speak for ten minutes about transfers between sites.</p>
<h3>3.2 Midday</h3>
<p>From 11:30 to 13:00 porters and housekeepers take staggered breaks, so that one third are always at work. The mail is delivered once, between 10:00 and 11:30; a second round was given up in 2023. Couriers with radioactive material come only between 05:45 and 06:30 and sign at the loading bay.</p>
<h3>3.3 Evening</h3>
<p>Visitors are asked to leave general units at 20:30. At 19:00 shifts change. The evening supervisor walks every unit before 22:00 and looks at three things: exits, crash cart seals and the refrigerator log. Doors 2, 5 and 6 lock at 21:30.</p>
<h3>3.4 Night</h3>
<p>Between 23:00 and 06:00 corridor lights in inpatient areas are at half. Floor machines run from 00:30 to 04:00 and never outside intensive care. Deliveries at night are limited to linen, bread and blood.</p>
<h3>3.5 Weekends</h3>
<p>On Saturdays and Sundays one supervisor covers Harcourt and one covers the three other sites by telephone. Projects with noise are not allowed before 10:00. Discharges at weekends need a pharmacist's call before 13:00, because the outpatient pharmacy closes at 14:30.</p>
<h2>4. Staffing under pressure</h2>
<h3>4.1 Minimum numbers</h3>
<p>When a unit falls below its minimum, the charge nurse tells the Staffing Office first and the manager second. The minimum is written on the red card inside the medication room door. It is not a target. A unit below the minimum for more than one hour files a staffing report, number SR and the date.</p>
<h3>4.2 The ladder</h3>
<p>The ladder is climbed in this order, and a rung may be left out only when patients would be in danger: ask for volunteers to stay; offer part shifts of four hours; move staff within the site; use managers with a licence; move patients to where the staff are; call an agency; close beds. Climbing to the agency rung needs the administrator on call or, by day, the director.</p>
<h3>4.3 Agency staff</h3>
<p>Three agencies are under contract. They are called in the sequence printed on the contract sheet, which changes on the first of each quarter so that each gets its turn to be first. An agency nurse works with a green stripe on the badge and may not be in charge, give chemotherapy or sign for controlled drugs alone. Orientation for a first shift takes 40 minutes and is paid.</p>
<h3>4.4 Staying over</h3>
<p>A person asked to stay beyond the end of the shift is told for how long. After 16 hours the person goes home by taxi and does not return for at least ten hours. The taxi is ordered by the supervisor with a voucher from book T.</p>
<h3>4.5 Sleeping rooms</h3>
<p>There are fourteen sleeping rooms on level 10 of the east tower. They are given for one night at a time by the switchboard against a badge. Storm guests come first, then staff on stand-by, then relatives of dying patients. Sheets are changed by the person who leaves. Checkout is at 09:00.</p>
<h2>5. Beds and patients</h2>
<h3>5.1 Reserve beds</h3>
<p>Harcourt has 22 reserve beds: eight in the day surgery recovery room, six in the old endoscopy suite, four in the cardiac waiting area and four on 5 West. They are opened in that order. Each group needs a crash cart, which comes from the education centre, and two suction regulators, which come from biomedical. Day surgery must be cleared again by 05:15.</p>
<h3>5.2 Hallway spaces</h3>
<p>Hallway spaces have letters from A to H. None lies within three metres of an exit or in front of a hose cabinet. A patient in a hallway has a bell, a screen, and a named nurse. Patients with delirium, with oxygen above 4 litres, or in isolation are not placed there. Nobody stays in a hallway space for more than 24 hours without the director knowing.</p>
<h3>5.3 Patients of another sex in one room</h3>
<p>Mixed rooms are used only in intensive care, emergency and recovery. If there is no other way, both patients are asked, the answer is charted, and a single room is found within 12 hours.</p>
<h3>5.4 Leaving against advice</h3>
<p>The nurse asks the patient to wait for the physician, offers the form and notes the time. The form need not be signed for the patient to leave. The bed is released after 30 minutes. If the patient is under 16 or detained, code yellow is called at once.</p>
<h3>5.5 Leave for some hours</h3>
<p>A pass is given for up to eight hours, with the physician's order and medication in a labelled envelope. A bed is not kept for an overnight pass when the surge level is orange or red.</p>
<h3>5.6 Valuables</h3>
<p>Patients are asked to send valuables home. What stays is listed on form VL-2 by two people and put in a bag with a numbered seal. The bag goes to the cashier on level 1. The organisation pays at most CAD 500 for what was handed in and nothing for what was kept at the bedside.</p>
<h2>6. Fire safety</h2>
<h3>6.1 When you see fire</h3>
<p>Rescue whoever is in danger, close the door, pull the station, dial 5555, and only then think of the extinguisher. An extinguisher lasts about twenty seconds. Nobody fights a fire that is larger than a waste basket.</p>
<h3>6.2 Compartments</h3>
<p>Each floor is cut into compartments by doors that close by themselves. Patients move sideways into the next compartment before anyone moves down. Beds are moved first by those who can walk behind them; patients in traction are moved last, with cutters. Each unit has two evacuation sheets for every ten beds; they hang under the mattress with the blue strap showing.</p>
<h3>6.3 Oxygen shut-off</h3>
<p>Only the charge nurse, the respiratory therapist or a fire officer closes the oxygen valve of a zone. Before it is closed, each patient on wall oxygen is given a cylinder. A full D cylinder lasts about 70 minutes at 5 litres.</p>
<h3>6.4 Hot work</h3>
<p>Welding, grinding and torch work need a permit from plant operations for each day. A fire watch stays for 60 minutes after the work ends. Smoke detectors in the area are bagged for no more than four hours and the bag is numbered.</p>
<h3>6.5 Candles and heaters</h3>
<p>Candles are allowed in the chapel only. Electric heaters of one's own are removed. Sage, sweetgrass and incense ceremonies are welcome: tell plant operations 30 minutes before, so that the fan and the detector of that room can be set.</p>
<h2>7. When power fails</h2>
<h3>7.1 The first minute</h3>
<p>The generators at Harcourt take the load within ten seconds. Red sockets and every third lamp stay on. Lifts come down one after another; lifts 1 and 5 then run on, the others rest. Ventilators, pumps and monitors should be on red sockets already. Computers on white sockets are lost.</p>
<h3>7.2 Fuel</h3>
<p>The tanks at Harcourt hold fuel for 72 hours, at Linden Creek for 60, at Osprey Lake for 96 because the road may be closed, and at Marlowe for 30. When half is gone the power engineer calls the supplier under contract, who has to arrive within six hours.</p>
<h3>7.3 What is switched off first</h3>
<p>If one generator does not start, plant operations sheds load in the following order: laundry, kitchen ovens, air conditioning of offices, lifts except 1 and 5, sterilisers, imaging except one scanner. Operating rooms and intensive care are never shed.</p>
<h3>7.4 Refrigerators</h3>
<p>Vaccine and blood refrigerators hold their temperature for about two hours with the door closed. After 90 minutes someone stands at the door with a thermometer. Vaccines that reached more than 8 degrees are marked and kept, not thrown away; pharmacy decides.</p>
<h2>8. When water fails</h2>
<h3>8.1 No water</h3>
<p>Each unit keeps nine litres per bed in the soiled utility cupboard. Hand rub replaces hand washing. Toilets are flushed with buckets from the therapy pool. Dialysis stops in a controlled way within 20 minutes. Two tank trucks are promised by the town of Harcourt within eight hours.</p>
<h3>8.2 Brown water or a boil order</h3>
<p>Taps are bagged with a yellow hood. Ice machines are switched off and emptied. Patients wash with wipes. After the order has been lifted, cold taps run for ten minutes and ice from the first three batches is thrown away.</p>
<h3>8.3 Too hot</h3>
<p>Hot water at the tap must not exceed 49 degrees in patient rooms. At 52 degrees plant operations closes the mixing valve. Report a tap that scalds as urgent, not routine.</p>
<h3>8.4 Legionella</h3>
<p>Taps that are not used for seven days are flushed for five minutes on Mondays. The list of dead ends is kept by plant operations. Showers in closed units are flushed the day before the unit opens again.</p>
<h2>9. Medical gases and heat</h2>
<h3>9.1 Low pressure</h3>
<p>The alarm panel at each station shows green between 345 and 380 kilopascals. If it turns red, count the patients on wall oxygen, call respiratory therapy, and bring cylinders from the cage on level 0. The cage holds 60 D cylinders and eight H cylinders. The key hangs in the control room.</p>
<h3>9.2 Suction fails</h3>
<p>Portable suction stands on each crash cart and runs for 45 minutes on its battery. Emergency and intensive care have three more. Operating rooms finish the case and do not begin another.</p>
<h3>9.3 Heating lost</h3>
<p>Below 18 degrees in patient areas the site lead opens the blanket reserve: 400 at Harcourt, 90 at Linden Creek, 40 each at the other two. Below 15 degrees for two hours, patients over 75 years, newborns and patients after surgery are moved together. Marlowe moves residents into the dining hall, which has its own furnace.</p>
<h3>9.4 Cooling lost</h3>
<p>Above 29 degrees extra drinks are given every two hours, blinds are closed on the south and west, and elective surgery stops when the humidity in an operating room rises above 60 per cent. Portable coolers, eleven in number, are lent by facilities: intensive care first, then the newborn nursery.</p>
<h2>10. Weather</h2>
<h3>10.1 Storm watch</h3>
<p>When a blizzard warning covers the shift change, the site lead asks 12 hours ahead who can stay. Mattresses are stored in the Harcourt auditorium: 36 of them. Staff who stay are paid for the hours they work and given meals; sleeping hours are not paid.</p>
<h3>10.2 Road closures</h3>
<p>If the highway between Harcourt and Osprey Lake is closed, the centre works by itself for up to 96 hours. It has food for five days and drugs for seven. Patients who need more are flown out if the ceiling allows it, otherwise a physician is linked by video.</p>
<h3>10.3 Getting staff in</h3>
<p>The town's snow desk gives hospital staff a place in the convoy behind the plough at 05:15 and 17:15 from the fire hall on Fourth Street. Four-wheel-drive volunteers are listed with the switchboard; they are paid CAD 1.10 per kilometre.</p>
<h3>10.4 Tornado</h3>
<p>Move patients to inner corridors, away from glass. Beds are turned with the headboard to the window. Those who cannot be moved are covered with a mattress. The north stairwell is the shelter for visitors at Harcourt; the tunnel is not a shelter, because it floods.</p>
<h3>10.5 Wildfire smoke</h3>
<p>At an air quality index of 7 outside air is reduced to the minimum. At 10 the main entrance becomes an airlock: one leaf at a time. Staff who work outdoors get an N95 and are relieved every 45 minutes. Filters are changed after nine days of smoke instead of ninety.</p>
<h3>10.6 Flood at Linden Creek</h3>
<p>The creek gauge at the mill is read by the county. At 3.4 metres sandbags are filled; at 3.9 metres the basement is emptied, beginning with the generator fuel pump controls; at 4.3 metres the hospital is evacuated. From 3.4 to 4.3 took nine hours in 2013.</p>
<h2>11. Security</h2>
<h3>11.1 Weapons</h3>
<p>Knives, bear spray and tools are taken into a numbered envelope and given back on discharge, by officers. Firearms are given to the police. Peace officers keep theirs, except in mental health and magnetic resonance.</p>
<h3>11.2 Restricting visitors</h3>
<p>An officer may ask a person to leave. A ban for 24 hours is made by the supervisor, a longer one by the manager of Protective Services in writing. A parent is never banned from a dying child.</p>
<h3>11.3 Abduction drills</h3>
<p>Infant tags sound at doors and lifts. If a tag sounds, two people go to each exit and ask every person with a bag, coat or blanket to show it. Doors on the maternity floor stay locked for 20 minutes. False alarms are most often tags put on too loosely: one finger should fit beneath.</p>
<h3>11.4 Suspicious mail</h3>
<p>Do not shake, smell or open. Put a waste basket over it, close the door, wash hands, write down who touched it. The mail room has a box with gloves and covers marked M.</p>
<h3>11.5 Police and patients</h3>
<p>Officers of the police who bring a patient stay until a physician has taken over. The aim is 45 minutes. Information about a patient is given with a production order, a consent, or when somebody's life is in danger; the person who gives it writes down what and why.</p>
<h2>12. Outbreaks</h2>
<h3>12.1 When it is one</h3>
<p>Two patients with the same gastrointestinal complaint on one unit within 48 hours, or two with influenza within 72 hours, are an outbreak until proven otherwise. Infection prevention declares it and ends it.</p>
<h3>12.2 First hour</h3>
<p>A sign on the door, gloves and gowns outside each room, no new admissions, no transfers out without a call, common rooms closed, and staff kept to the unit for the rest of the shift. Ice machines and toasters are unplugged.</p>
<h3>12.3 During</h3>
<p>Cleaning of touched surfaces goes from twice to four times a day. Visitors come one at a time. Therapy takes place at the bedside. Line lists are sent by 10:00 and 15:00 each day.</p>
<h3>12.4 The end</h3>
<p>Gastrointestinal outbreaks end five days after the last new case, influenza after eight. Then curtains, mop heads and privacy screens are changed, and the pantry is emptied.</p>
<h3>12.5 Masks and gowns</h3>
<p>Stores hold a reserve for 45 days of heavy use: 310,000 procedure masks, 58,000 N95 respirators in four models, 92,000 gowns. It is turned over from the oldest end. A unit that has less than two days left calls the customer desk before noon.</p>
<h2>13. Supplies when the truck does not come</h2>
<h3>13.1 Priority list</h3>
<p>Stores ranks goods in three groups. Group A, needed to keep patients alive, is held for 14 days; group B for seven; group C for three. Intravenous bags, tubing, airway goods, gloves and blood tubes are in A. Incontinence products are in B, which surprises many until they run out.</p>
<h3>13.2 Sharing</h3>
<p>In a shortage the stores foreman may take back what units have beyond their par level. Two persons count. Hoarding in ceilings has been found; it is also a fire load.</p>
<h3>13.3 Substitutes</h3>
<p>A substitute is put on the shelf only with a yellow card that says what is different. The educator is told two working days before, or at once in an emergency. Different colours of connectors are never mixed on one cart.</p>
<h3>13.4 Donations</h3>
<p>Gifts of used equipment are not accepted at the door. Donors write to the foundation. Knitted caps and blankets go through the laundry once before they reach a newborn.</p>
<h2>14. Food</h2>
<h3>14.1 Times</h3>
<p>Breakfast trays leave the kitchen at 07:15, lunch at 11:40, supper at 16:50. A late tray is possible until 19:15; after that units have toast, soup, eggs and sandwiches in the pantry. Trays are collected 55 minutes after delivery.</p>
<h3>14.2 Cold kitchen</h3>
<p>If the kitchen cannot cook, the three-day cold menu is used. It needs no water and is stored on level 0, behind the grey door. Puréed and thickened meals for the same three days stand beside it.</p>
<h3>14.3 Allergies</h3>
<p>A red ring on the tray means an allergy that kills. Only the dietitian or the kitchen lead removes the ring. A tray for the wrong patient is reported like a medication error.</p>
<h3>14.4 Food from home</h3>
<p>It is welcome, is not stored in the medication refrigerator, is dated, and is reheated once by the family in the kitchenette. Staff do not heat it for them.</p>
<h2>15. Equipment</h2>
<h3>15.1 Failure at the bedside</h3>
<p>Take the device away, keep its tubing and disposables as they are, note the settings, tie the red tag on and call biomedical. After harm to a patient nobody resets, cleans or unplugs the device; the risk officer collects it within four hours.</p>
<h3>15.2 Inspection stickers</h3>
<p>The sticker shows the month in which the next check is due. A device more than 60 days past the month is taken out of use. Patients' own devices are checked by eye, unless they are ventilators, which biomedical tests within one working day.</p>
<h3>15.3 Telephones, fans and chargers</h3>
<p>Personal chargers need the mark of an approved laboratory and stay two metres away from telemetry. Fans are not used in isolation rooms.</p>
<h3>15.4 Loans from other health services</h3>
<p>A loan paper is signed before the equipment crosses the door. It names who pays for repair. Loans of more than 30 days need a contract.</p>
<h2>16. Moving people between sites</h2>
<h3>16.1 Choosing the vehicle</h3>
<p>The physician says how sick, the transfer desk says how. A patient who can climb one step and sit for the whole journey takes the van. A patient who lies down takes a basic crew. A monitor, a drip with a drug or an airway calls for an advanced crew.</p>
<h3>16.2 Escorts</h3>
<p>A nurse who goes along takes the transfer bag from the unit of origin, keeps the time as work time and is brought back by the same crew or by taxi within two hours. A relative may ride in front if the crew agrees.</p>
<h3>16.3 Long journeys</h3>
<p>For journeys above 150 km the sending unit packs a meal, incontinence goods and pain medicine for double the expected time. In winter two extra blankets are compulsory. The crew telephones at the halfway point.</p>
<h3>16.4 Air</h3>
<p>Helicopters land on the east tower. Two officers and one porter come to the roof with the red stretcher; nobody approaches before the pilot nods. Hats off, blankets tied. The roof is closed when wind exceeds 65 kilometres an hour. Fixed-wing flights use the Harcourt airfield, 22 minutes from the emergency door.</p>
<h3>16.5 When a patient dies on the way</h3>
<p>If it happens in the first half of the way, the crew turns back; otherwise it goes on. The sending unit informs the family and the coroner's office.</p>
<h2>17. Laboratory and blood in a crisis</h2>
<h3>17.1 Fewer tests</h3>
<p>At the request of incident command the laboratory does only the stat list. Routine work is frozen for at most 36 hours. Microbiology goes on.</p>
<h3>17.2 Blood shortage</h3>
<p>Green, amber and red phases are declared by the supplier. In amber each order above two units is read by the transfusion physician. In red a committee of three decides within 15 minutes: a surgeon, a haematologist and an ethicist, reached through the switchboard.</p>
<h3>17.3 Courier fails</h3>
<p>Officers may carry specimens between sites in the grey box with a seal. A taxi may carry them only with a signed slip and never with blood cultures. Private cars are not used.</p>
<h2>18. Information</h2>
<h3>18.1 Talking to the press</h3>
<p>Nobody but communications speaks for the organisation. A reporter is asked for name, paper and deadline, and is brought to the boardroom, not to a corridor. Filming a patient takes written consent. On site reporters are accompanied at all times.</p>
<h3>18.2 Families in a disaster</h3>
<p>The family room is the chapel at Harcourt and the public library in Linden Creek. Spiritual care and two social workers go there. Lists of the injured are read only by the person in charge of the room. News is given every 30 minutes, even if there is none.</p>
<h3>18.3 Social media</h3>
<p>Staff do not post from an incident. The official account posts within 60 minutes of a code orange and then on the hour.</p>
<h3>18.4 Telephones down</h3>
<p>Thirty-two radios are kept in the switchboard. Channel 1 is command, channel 2 porters, channel 3 plant operations, channel 4 security, channel 5 spare. The analogue emergency telephones are red; there is one at each station and it works without power. Runners are chosen from volunteers and wear a sash.</p>
<h2>19. Visitors and families</h2>
<h3>19.1 Hours</h3>
<p>General visiting is from 10:00 to 20:30. Intensive care has two quiet hours, from 13:30 to 15:30. Maternity allows one support person at all hours. Palliative rooms have no hours.</p>
<h3>19.2 Children</h3>
<p>Children are welcome with an adult who is not the patient. In outbreaks children under 12 are asked to stay at home.</p>
<h3>19.3 Animals</h3>
<p>Service dogs go everywhere except operating rooms, the sterile core and protective isolation. Pets visit on the terrace, or in palliative rooms with the manager's word. A visiting animal has a vaccination paper not older than a year. Reptiles, birds and monkeys are not admitted.</p>
<h3>19.4 Sleeping in the room</h3>
<p>One adult may sleep on the folding chair. Folding chairs, sixty of them, are ordered from housekeeping before 20:00.</p>
<h2>20. Deaths</h2>
<h3>20.1 On the unit</h3>
<p>The family has time: at least four hours in the room, longer if it can be done. Jewellery is removed only on the family's word and with two people. Lines stay in place when the coroner is involved.</p>
<h3>20.2 The morgue</h3>
<p>Harcourt has 24 places and Linden Creek six. When 20 places are taken, the attendant tells the site lead; a cooled trailer for 16 more comes within a day. The deceased is released to a funeral home with two papers: the certificate and the release form. Viewing takes place in the room beside the chapel, by appointment with spiritual care.</p>
<h3>20.3 Coroner</h3>
<p>The coroner is told of every death within 24 hours of admission, within ten days of surgery, after a fall, in custody, of a child, and when the cause is not known. Porters wait for the number that the coroner gives.</p>
<h3>20.4 Donation</h3>
<p>The donation coordinator is called for every expected death in intensive care and emergency before the family is asked.</p>
<h2>21. Volunteers and students in an emergency</h2>
<p>Volunteers with a blue badge may run errands, sit with families and push empty wheelchairs. They do not lift, feed patients who choke, or enter isolation. Students stop learning and do what they are already able to do, under the eye of a named person. Spontaneous helpers are registered at the public library and not at the hospital door. Retired nurses within two years of their last licence are asked through the college, which answers within one day.</p>
<h2>22. Contractors</h2>
<h3>22.1 Signing in</h3>
<p>Contractors sign in at the plant operations window on level 0, show a safety certificate and get an orange badge for one day. They wait for an escort in units, operating rooms and the data centre.</p>
<h3>22.2 Dust</h3>
<p>Work that raises dust takes place behind a sealed wall with a fan. Infection prevention signs the plan, in one of four classes. Class four, beside patients with low defences, needs seven days' notice and a particle count each morning.</p>
<h3>22.3 Ceiling tiles</h3>
<p>No tile is lifted in a patient area without a tent. Lifting one tile for a look needs a class two permit, which is given at once.</p>
<h3>22.4 Asbestos</h3>
<p>The 1968 wing of Marlowe and the tunnel at Harcourt contain asbestos behind marked panels: a white triangle. Nobody drills there.</p>
<h2>23. Money in small amounts</h2>
<p>Petty cash of CAD 300 is held by each site lead for taxis, clothes for patients without any, and food. A receipt or a signed slip takes the place of the money. The box is counted on the last Friday of the month by someone else. Bus tickets for patients are kept by social work, in books of ten. Cheques for lost dentures are approved by the risk officer up to CAD 2,400.</p>
<h2>24. Keeping papers</h2>
<table>
<thead>
<tr>
<th>What</th>
<th>Kept for</th>
<th>Where</th>
</tr>
</thead>
<tbody>
<tr>
<td>Overnight notes</td>
<td>2 years</td>
<td>Site lead</td>
</tr>
<tr>
<td>Staffing reports</td>
<td>7 years</td>
<td>Staffing Office</td>
</tr>
<tr>
<td>Incident command logs</td>
<td>10 years</td>
<td>Records, box series IC</td>
</tr>
<tr>
<td>Drill reports</td>
<td>5 years</td>
<td>Protective Services</td>
</tr>
<tr>
<td>Temperature logs of refrigerators</td>
<td>3 years</td>
<td>Unit</td>
</tr>
<tr>
<td>Visitor bans</td>
<td>1 year after the end</td>
<td>Protective Services</td>
</tr>
<tr>
<td>Hot work permits</td>
<td>18 months</td>
<td>Plant operations</td>
</tr>
<tr>
<td>Generator test sheets</td>
<td>6 years</td>
<td>Plant operations</td>
</tr>
</tbody>
</table>
<p>Paper in boxes is sent to the vault in Quarry Road on the second Monday of each month. A box weighs no more than 14 kg. To get one back takes two working days, or three hours by taxi at the unit's cost.</p>
<h2>25. Drills and audits</h2>
<h3>25.1 How often</h3>
<p>See the table of codes for each drill. In addition, the generator is run without warning once a year, the telephone tree is tested on the first Thursday of February and August, and one paper evacuation of a whole building is played each autumn.</p>
<h3>25.2 What counts as passed</h3>
<p>A fire drill is passed when all doors in the compartment are closed within 90 seconds and the operator has been called within 60. The telephone tree is passed when 70 per cent answered within 45 minutes. In August 2026 it was 64 per cent.</p>
<h3>25.3 Audits</h3>
<p>Accreditors come every four years; the next visit is in the week of 10 May 2027. The insurer walks the roofs each April. The fire marshal comes unannounced; show him everything and do not explain.</p>
<h2>26. Laundry and mail</h2>
<h3>26.1 Laundry contractor fails</h3>
<p>Clean linen for 36 hours is on the premises. On the first missed delivery sheets are changed only when soiled, and gowns are kept for surgery, maternity and emergency. On the second missed delivery the contract with the hotel laundry in Linden Creek begins: 1.4 tonnes a day, collected at 22:00. Mops and curtains wait.</p>
<h3>26.2 Lost property in linen</h3>
<p>The contractor returns about thirty objects a week: pens, telephones, forceps, once a wedding ring sewn into a pocket. They come back on Tuesdays in a sealed crate and are sorted by two people. Instruments go to reprocessing, all else to lost and found.</p>
<h3>26.3 Registered letters</h3>
<p>Only the mail room signs for registered letters. Summonses are handed to the risk officer on the same day. A process server who insists on a particular employee waits in the lobby; nobody is called out of an operating room for it.</p>
<h2>27. Mental health and patients at risk</h2>
<h3>27.1 Constant observation</h3>
<p>Constant observation is ordered by a physician, reviewed every eight hours, and begun by the nurse at once without waiting for the order. The observer sits between the patient and the door, has nothing in hand, and is relieved every two hours. Family members are not observers.</p>
<h3>27.2 Safe rooms</h3>
<p>Emergency at Harcourt has three safe rooms and Linden Creek one. Before a patient enters, two people remove cords, bags, gloves and the waste basket. The check card hangs outside. The camera in the room is watched but not recorded.</p>
<h3>27.3 Detained patients</h3>
<p>Papers travel with the patient in a blue sleeve. A copy is not enough. If papers run out within six hours, the sending unit tells the receiving unit before the journey. A detained patient who leaves is reported to the police within ten minutes with a description: height, clothes, shoes, direction.</p>
<h3>27.4 After restraint</h3>
<p>A restraint is checked every 15 minutes and reviewed after each hour. The team talks within the same shift. The manager reads each record within two working days, and the count is posted on the unit's wall by quarter.</p>
<h2>28. New buildings and moves</h2>
<h3>28.1 Before a unit moves</h3>
<p>A move has one leader, one date and one list. Six weeks ahead, furniture is measured; four weeks ahead, telephones and data points are ordered; two weeks ahead, stock is run down to half of par; three days ahead, each box gets a coloured label: green for the first day, yellow for the first week, white for later.</p>
<h3>28.2 On the day</h3>
<p>Patients move after breakfast, the sickest first when a physician walks along, otherwise last. Nobody is moved between 11:30 and 13:00. One nurse stays in the old unit until the last bed is empty and signs the closing sheet with the hour. Doors are then locked, because people come back from habit.</p>
<h3>28.3 The first month</h3>
<p>A fault list hangs at the station. Plant operations walks through at 09:00 on days 1, 2, 3, 7, 14 and 28. Faults that endanger patients are mended within the hour, all others are bundled. After day 28 the ordinary help line takes over.</p>
<h2>29. Environment and saving</h2>
<h3>29.1 Lamps and heat</h3>
<p>Lamps in stores switch off after eight minutes. Night setback lowers offices to 17 degrees from 19:00. Every kilowatt saved in the third quarter pays for one more hour of a porter; last year it came to 1,260 hours.</p>
<h3>29.2 Anaesthetic gas</h3>
<p>Desflurane was withdrawn in 2024. Nitrous oxide pipes were closed in Linden Creek in June 2026, and cylinders are used there instead, because the pipes lost more than patients breathed.</p>
<h3>29.3 Reuse</h3>
<p>Chairs, desks and lamps that nobody needs are shown on the swap shelf at the warehouse each Friday from 12:00 to 13:30. What has not been taken after four weeks is given to the Lions' hall. Medical devices are never swapped.</p>
<h3>29.4 Bicycles</h3>
<p>There are 64 covered places at Harcourt, door 2, and 12 at the Operations Centre. A locker costs CAD 6 a month. Bicycles without air in both tyres are tagged in May and removed in June.</p>
<h3>29.5 Garden and bees</h3>
<p>The healing garden at Marlowe is locked at dusk. Its four hives belong to a club in town; the beekeeper comes on alternate Saturdays and may be reached through reception. Anyone with an allergy to stings uses the east path. Honey is sold in September for the residents' outing fund, at CAD 11 a jar, and in 2026 it paid for two boat trips on Osprey Lake.</p>
<h3>29.6 Water</h3>
<p>Drinking fountains with a bottle filler stand on each even floor at Harcourt and beside the chapel at Linden Creek. Filters are changed by plant operations when the lamp turns amber, at the latest after six months. Bottled water is bought for emergencies only; the pallets stand in the tunnel, are dated, and are handed out to the food bank three months before they run out.</p>
<h2>30. Visits by dignitaries, filming and events</h2>
<h3>30.1 Ministers and candidates</h3>
<p>A visit is agreed with communications ten days ahead. In an election period candidates may enter as patients and visitors only. Party badges stay in the coat.</p>
<h3>30.2 Filming for television and training</h3>
<p>The producer signs for insurance of CAD 2,000,000. Filming takes place between 09:00 and 15:00, never in emergency, and one person from communications may stop it with a raised hand. Training films made by staff need the consent form TF-1, which is valid for five years.</p>
<h3>30.3 Sales and raffles</h3>
<p>One bake sale a week is possible in the lobby, on Wednesdays. The foundation holds the raffle licence. Private sale of oils, jewellery or insurance is not allowed, nor is it allowed in break rooms.</p>
<h3>30.4 Weddings</h3>
<p>They happen, three or four a year, most of them in palliative rooms. Spiritual care knows a commissioner who comes within five hours. The kitchen makes a cake for twelve without asking for a cost code.</p>
<h2>31. Changes since the last revision</h2>
<ul>
<li>Storm mattresses moved from the gymnasium to the auditorium (10.1).</li>
<li>Lift 5 added to the emergency supply (7.1).</li>
<li>The second mail round removed (3.2).</li>
<li>Radios: channel 5 is now spare; it was used by the parking team.</li>
<li>The order of reserve beds was changed: day surgery recovery now comes before the endoscopy suite (5.1).</li>
<li>The limit for dentures rose from CAD 1,900 to CAD 2,400 (23).</li>
</ul>
      </div></div></article>
      <div class="social"><button>Like</button> <button>Save for later</button> <span>119 views</span></div>
      <section class="helpful"><h2>Was this page helpful?</h2><button>Yes</button><button>No</button></section>
    </main>
    <aside class="sp-right" aria-label="More"><h2>What is new</h2>
      <ul><li><a href="/sites/ops/Lists/Notices/DispForm.aspx?ID=21">Parkade repairs</a></li><li><a href="/sites/ops/Lists/Notices/DispForm.aspx?ID=19">Flu clinics</a></li><li><a href="/sites/ops/Lists/Notices/AllItems.aspx">All notices</a></li></ul>
    </aside>
  </div>
  <footer>
    <p>Kestrel Plains Health &middot; Operations Centre, 210 Foundry Road, Harcourt &middot; Switchboard 403-555-0100</p>
    <ul><li><a href="/sites/ops/Pages/Contact-Directory.aspx">Contact directory</a></li><li><a href="/sites/ops/Pages/Feedback.aspx">Feedback</a></li><li><a href="/sites/ops/Pages/Privacy-Notice.aspx">Privacy notice</a></li><li><a href="/sites/ops/Pages/Site-Map.aspx">Site map</a></li><li><a href="https://www.kestrelplains.example.org/">Public website</a></li></ul>
    <p>&copy; 2026 Kestrel Plains Health. Internal use only. Do not copy outside the organisation.</p>
  </footer>
</body>
</html>
