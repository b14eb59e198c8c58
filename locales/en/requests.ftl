# What residents ask of their building’s manager.

requests-title = Requests
requests-why = What residents have asked of you. They are told of each step you take.
requests-open = Open
requests-none-open = No request is open.
requests-ended = Ended
requests-own-why = Something broken, dirty or loud, or a question? Write it down; the manager sees it and answers.
requests-new = A new request
requests-unit = For which unit?
requests-kind = About what?
requests-kind-repair = Repairs
requests-kind-cleaning = Cleaning
requests-kind-neighbours = Neighbours
requests-kind-bill = A bill
requests-kind-security = Doors and safety
requests-kind-other = Something else
requests-words = What it is
requests-files = Pictures
requests-files-hint = Up to four pictures or PDFs of 5 MB each
requests-too-many-files = No more than { $max } files can be sent.
requests-do = Send the request
requests-asked = Requests of your unit
requests-none = There are none yet.
requests-named = Request { $number }: { $kind }
requests-file = Picture { $n }
requests-state-new = New
requests-state-seen = Seen
requests-state-in-work = In work
requests-state-done = Done
requests-state-refused = Refused
requests-steps = Conversation
requests-has-words = New message
requests-say = Write again
requests-say-why = The manager is told by SMS, and the answer comes here.
requests-more = Your message
requests-do-say = Send the message
requests-was-said = Your message was sent.
requests-answer = The manager’s answer
requests-answer-hint = To answer and to refuse you have to write something; the resident sees it.
requests-go-on = The next step
requests-go-on-why = The resident is told of each step by SMS.
requests-do-seen = I have seen it
requests-do-in-work = It is in work
requests-do-done = It is done
requests-do-refuse = I refuse it
requests-do-answer = Send the answer
requests-resident-told = It is written down, and the resident is told.
requests-has-moved = This request has gone past that step. Look at its state now.
requests-waiting = { $count ->
    [one] { $n } request of a resident waits for your answer
   *[other] { $n } requests of residents wait for your answer
}
