# Meters and what is read off them.

meters-title = Meters
meters-why = Add the meter of each unit and read it every month, and costs are divided by what each one consumed.
meters-in-use = The building’s meters
meters-none = There are no meters yet.
meters-new = New meter
meters-add = Add the meter
meters-kind = What does it count?
meters-water = Water
meters-gas = Gas
meters-electricity = Electricity
meters-heat = Heat
meters-other = Other
meters-place = For what?
meters-place-hint = The main meter counts everything the building consumes; what goes through no unit’s meter is divided by the second key of the category.
meters-place-each = Each unit that has none
meters-place-main = Main meter of the building
meters-place-common = Common parts only
meters-measure = Unit of measure
meters-measure-hint = If empty: cubic metres for water and gas, kilowatt hours for electricity and heat
meters-cubic-metre = m³
meters-kilowatt-hour = kWh
meters-serial = Serial number
meters-digits = How many figures does it show?
meters-digits-hint = Without the decimals; most meters show 5.
meters-came = { $count ->
    [0] Every unit has this meter already; none was added.
    [one] { $n } meter is added.
   *[other] { $n } meters are added.
}
meters-main-stands = The building has a main meter already: { $kind }.
meters-counts-in = Meters of this building count in one unit of measure each: { $kind } in { $measure }.
meters-of-unit = { $kind } meter, { $place }
meters-of-main = Main meter: { $kind }
meters-of-common = { $kind } meter of the common parts
meters-last-read = Last reading: { $figure }, { $day }
meters-never-read = Never read yet
meters-read-all = Read all meters
meters-read-all-why = Write the figure of each meter, and leave those empty that you have not seen. Nothing is kept until all is right, and what you typed stays.
meters-keep-readings = Keep the readings
meters-readings-came = { $count ->
    [0] These readings were there already.
    [one] { $n } reading is written down.
   *[other] { $n } readings are written down.
}
meters-nothing-typed = Write the figure of one meter at least.
meters-wrong = { $count ->
    [one] { $n } reading is not right yet
   *[other] { $n } readings are not right yet
}
meters-new-reading = New reading
meters-keep-reading = Keep the reading
meters-read-one = The reading is written down.
meters-reading = Reading
meters-readings = Readings
meters-no-readings = Nothing was read yet. The first reading is where counting begins; consumption follows from the second.
meters-first-reading = beginning
meters-figure = Figure on the meter
meters-figure-hint = In { $measure }, without the decimals
meters-not-a-figure = Write the figure without decimals; at most { $max } digits.
meters-read-on = Day of the reading
meters-photo = Photo of the dial
meters-photo-hint = JPEG, PNG or PDF up to 5 MB
meters-has-photo = with a photo
meters-see-photo = See the photo of the dial
meters-happened = Began again at zero, or replaced?
meters-what-happened = What happened?
meters-went-on = Nothing; the meter went on
meters-mistyped = I had mistyped the figure and put it right
meters-went-round = The counter reached its end and began again at zero
meters-replaced = The meter was replaced
meters-old-last = Last figure of the old meter
meters-new-first = First figure of the new meter
meters-was-replaced = the meter was replaced: the old one to { $last }, the new one from { $first }
meters-lower = This is lower than the reading before ({ $before }). If the figure is right, say whether the counter began again at zero or the meter was replaced.
meters-not-round = This is no lower than the reading before ({ $before }), so the counter did not begin again.
meters-backwards = The figures of the old or the new meter go backwards. The old one’s last figure is no lower than the reading before, and today’s no lower than the new one’s first.
meters-higher = This is higher than the next reading ({ $after }).
meters-too-long = This meter shows no more than { $digits } digits.
meters-not-after = Choose a day after { $day }; the meter was read on that day.
meters-not-before = Choose a day before { $day }; the meter was read on that day.
meters-stands = { $figure } is written down for this day. If it is wrong, correct that reading.
meters-correct = Correct the reading
meters-delete-reading = Delete the reading
meters-delete-why = It will not count any more. The history keeps who deleted it.
meters-delete-do = Yes, delete it
meters-reading-deleted = The reading is deleted.
meters-next-follows = Without this one the next reading does not follow from the one before; correct that one first.
meters-is-divided = This reading cannot be changed, because a charge was divided by it or by the one after it.
meters-divided-do = If it is wrong, take the charge of that month back first, then correct the reading and issue the charge again.
meters-was-deleted = Reading { $what } deleted
meters-figure-on = { $figure } on { $day }
meters-and-happened = { $what } ({ $happened })
meters-amount = { $count } { $measure }
meters-about = About the meter
meters-remove = Take the meter out of use
meters-remove-why = It will not be read any more; its readings and earlier bills stay.
meters-remove-do = Take it out of use
meters-removed = The meter is out of use.
meters-is-removed = This meter is out of use and is not read any more.
meters-key = consumption (meters)
meters-which = Which meters?
meters-which-hint = When costs go by consumption. If the building has a main meter too, what went through no unit’s meter goes by the second key.
meters-which-none = None
meters-which-missing = Say which meters, to divide by consumption.
meters-unread = “{ $title }”: for this month nothing was read off these units’ meters, and they bear nothing: { $units }
meters-without = “{ $title }”: these units have no meter and bear nothing: { $units }
meters-main-unread = “{ $title }”: the main meter was not read this month; the whole cost goes by the units’ meters.
meters-and-more = { $units } and { $more } more
meters-consumed = Your meter, from { $from } to { $to }: { $amount } { $measure } consumed
meters-nothing-read = For this month nothing was read off your meter.
meters-main-said = The building’s main meter: { $amount } { $measure }; { $rest } of it went through no unit’s meter and is divided by the second key.
meters-table = Meters and readings from a table
meters-table-why = Each row is a reading; a meter that is not there yet is added. You see first what would happen, and nothing is kept until you confirm.
meters-table-came = New meters: { $meters }; readings: { $readings }.
meters-column-kind = Meter
meters-column-number-hint = Empty means the main meter of the building
meters-column-main = main
meters-column-happened = What happened?
meters-column-happened-hint = Leave it empty, or write: went round, replaced
meters-column-round = went round
meters-column-replaced = replaced
meters-kind-wrong = A meter is one of these: { $kinds }
meters-measure-missing = Write the unit of measure; at most 20 characters.
meters-which-of-several = This unit has several meters of this kind; write the serial number.
meters-other-serial = This unit has no meter with the number { $serial }. If the meter was replaced or is a second one, write it down on the page of meters.
