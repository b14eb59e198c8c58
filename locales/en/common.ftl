### Words from which every page and message is made

common-language-name = English

## Amounts

common-toman = toman
common-rial = rial
common-amount-unit = { $amount } { $unit }
common-minus = minus { $amount }
common-and = { $first } and { $second }

## Days and hours

common-today = Today { $time }
common-yesterday = Yesterday { $time }
common-tomorrow = Tomorrow { $time }
common-day = { $day } { $month }
common-day-year = { $day } { $month } { $year }
common-weekday-date = { $weekday } { $date }
common-today-line = { $weekday }, { $date }
common-with-gregorian = { $date } ({ $gregorian })
common-moment = { $date }, { $time }
common-moment-short = { $date } { $time }

common-month = { $number ->
    [1] Farvardin
    [2] Ordibehesht
    [3] Khordad
    [4] Tir
    [5] Mordad
    [6] Shahrivar
    [7] Mehr
    [8] Aban
    [9] Azar
    [10] Dey
    [11] Bahman
   *[12] Esfand
}
common-gregorian-month = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
# The week begins on Saturday
common-weekday = { $number ->
    [1] Saturday
    [2] Sunday
    [3] Monday
    [4] Tuesday
    [5] Wednesday
    [6] Thursday
   *[7] Friday
}

## Durations

common-days = { $count ->
    [one] { $number } day
   *[other] { $number } days
}
common-hours = { $count ->
    [one] { $number } hour
   *[other] { $number } hours
}
common-minutes = { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}
common-seconds = { $count ->
    [one] { $number } second
   *[other] { $number } seconds
}
common-days-later = { $count ->
    [one] in { $number } day
   *[other] in { $number } days
}
common-hours-later = { $count ->
    [one] in { $number } hour
   *[other] in { $number } hours
}
common-minutes-later = { $count ->
    [one] in { $number } minute
   *[other] in { $number } minutes
}
common-ago = { $duration } ago
common-now = just now

## Roles in a business

common-role-owner = Owner
common-role-owner-is = Does everything, and says who else may.
common-role-manager = Manager
common-role-building-manager = Building manager
common-role-manager-is = Does everything but bring colleagues in and out.
common-role-accountant = Accountant
common-role-accountant-is = Sees everything, takes files out, keeps the books and settles.
common-role-cashier = Cashier
common-role-cashier-is = Makes and sends links, and sees only those and what was paid for them.
common-role-approver = Approver
common-role-board = Member of the board
common-role-approver-is = Sees everything, and approves or rejects what others ask for.
common-role-viewer = Viewer
common-role-viewer-is = Only looks, and changes nothing.
