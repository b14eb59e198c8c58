# Credit is given back to somebody who left a unit, by a payout, from the page of their leaving

given-back-title = Credit to give back
given-back-word = Credit given back
given-back-why = They get a link and say to which account; then you pay by one click. Sending all of it costs { $fee }, which the fund bears. It is taken off their credit at once, so that no bill uses it and it is not given back twice.
given-back-at-most = Up to { $amount }
given-back-do = Give it back
given-back-already = A payout to them is not over yet; no second one was made.
given-back-too-much = No more than { $amount } is left to give back.
given-back-too-little = This is less than the smallest payout ({ $amount }); it stays on their account.
given-back-no-contact = To give it back, first write down the mobile of { $name } on the page of the unit’s people.
given-back-no-way = There is no way to send money to anybody’s account just now.
given-back-until-then = Until this payout is over its money is set aside. If you end it or take its money back, the amount is their credit again.
given-back-purpose = Charges paid in advance, given back: { $place }
given-back-came-back = Given-back credit came back
given-back-came-back-on = Credit again since
given-back-item = Credit that was given back
given-back-item-why = Given back on { $day }; afterwards its money was taken away
given-back-fees = Fees for giving credit back
