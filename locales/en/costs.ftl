# What a building costs: which month bears it, what the fixed charge asks, and what is missing before a month is issued.

costs-uncharged = { $count ->
    [one] The costs of { $n } month are in no charge yet:
   *[other] The costs of { $n } months are in no charge yet:
}
costs-draft-of = Draft of { $month }
costs-to-issue = Charge of { $month }
costs-other-months = Other months
costs-see-month = see its draft
costs-kept-in = The expense is kept; it is divided in the { $charge }.
costs-in-no-charge = in no charge yet
costs-repeats-hint = Each month bears the whole amount.
costs-repeats-or-months = An expense that comes again each month is borne whole by each; it cannot also be divided over months. Write 1 here, or take the tick away.
costs-held = In the fund
costs-held-why = After all that came in and went out
costs-all-debtors = Everybody who owes ({ $n })
costs-funds = Funds
costs-funds-why = What was there at the beginning and what bills laid aside, paid or not, less what was spent.
costs-state-nothing = Nothing issued
costs-back-to-draft = Back to the draft of { $month }
costs-no-people = { $n } units have nobody to get their bill:
costs-mend-people = Write down who lives there
costs-mend-category = How is { $category } divided?
costs-mend-expense = The expense itself
costs-mend-levy = The levy itself
costs-mend-readings = Read the meters
costs-rule = Each unit’s share = { $amount } × its weight ÷ { $whole }, rounded down to whole rial.
costs-rule-rest = The { $rest } left over went rial by rial to the largest fractions.
costs-share-in = Share in { $unit }
costs-square-metres = { $n } m²
costs-person-days = { $n } person-days
costs-millionths = { $n } millionths
costs-measured = { $n } { $measure }
costs-plan-part = { $what }: { $amount }
costs-plan-times = { $rate } × { $count } = { $sum }
costs-plan-rounded = Together { $sum }, rounded up to whole multiples of { $step }
costs-plan-sum = Fixed charge of this unit: { $sum }
costs-plan-version = By version { $n } of the fixed charge, in force from { $month }, written down on { $day }
costs-plan-from = Version { $n }, from { $month }
costs-plan-in-force = In force
costs-plan-new = New version
costs-plan-versions = Versions until now
costs-under-way = { $n } payments are being checked. If your account was debited, do not pay again.
