### Tables that are uploaded: rehearsal, mistakes, taking back

tables-template-xlsx = Sample table (Excel)
tables-template-csv = Sample table (CSV)
tables-file = The table
tables-file-missing = Choose the file with the table
tables-rehearse = Check the table
tables-rehearsal = Before anything is made
tables-needed = Required
tables-forgotten = This file is not kept any more; upload it again.
tables-unreadable = This file is no Excel or CSV table, or it is broken.
tables-old = This file is from an old Excel or has a password. Save it as xlsx without one.
tables-too-many = The table has more than { $max } rows; make several files of it.
tables-too-large = This table has too many columns, or texts that are too long.
tables-missing = These columns were not found: { $columns }. Write the headings as in the sample table.
tables-see = See them
tables-strange-unit = We do not know the unit “{ $unit }”. Write (toman) or (rial) above the amounts, and the amounts in that unit.
tables-unit = Unit of the amounts in the table
tables-messages = Messages
tables-messages-said = { $sms } SMS ({ $parts } parts), { $emails } emails
tables-price = Price of the SMS
tables-row = Row { $row }
tables-wrong = { $count ->
    [one] One mistake
   *[other] { $shown } mistakes
}
tables-row-column = Row
tables-column = Column
tables-what = What is wrong
tables-other-file = Another file
tables-undo-hint = Messages go out ten minutes after you confirm; until then you can take it all back.
tables-of = { $made } of { $all }
tables-send-at = Messages go out from:
tables-undo = Take it all back
tables-recent = Earlier tables
tables-state-rehearsed = Not made yet
tables-state-making = Being made
tables-state-made = Made
tables-state-undone = Taken back
tables-file-too-large = This file is larger than { $size } megabytes; split the table into several files
tables-known = { $count ->
    [one] { $n } row is as it was and changes nothing.
   *[other] { $n } rows are as they were and change nothing.
}
tables-changed-meanwhile = Something has changed since you looked at the table; send it again.
tables-units = Units from a table
tables-units-why = New units are made, and those that are there become what the table says; an empty cell changes nothing, and a unit that is not in the table stays. Nothing is kept until you confirm.
tables-unit-floor = Floor
tables-unit-number-wrong = Write the number of the unit; at most 10 characters.
tables-unit-area-missing = This unit is new; write its area.
tables-unit-twice = This unit stands in the table twice.
tables-unit-kind-wrong = A unit is one of these: { $kinds }
tables-unit-new = new
tables-unit-changes = changes
tables-units-came = New units: { $came }; changed units: { $changed }.
tables-for-example = For example: { $example }
