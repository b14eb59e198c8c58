# The frame around every page, and the words of the kit's controls.

shell-brand = Peyvand
shell-skip = Skip to main content
shell-sections = Main sections
shell-home = Home
shell-links = Links
shell-accounting = Accounting
shell-buildings = Buildings
shell-payouts = Payouts
shell-wallet = Wallet
shell-account = account settings
shell-powered-by = Powered by
shell-slogan = payment software on your own server
shell-other-language = فارسی
shell-sandbox = Sandbox; no money moves
shell-sandbox-inbox = Sandbox inbox

## Forms

shell-optional = optional
shell-mistake = Error:
shell-mistakes = { $count ->
    [one] Put one thing right
   *[other] Put { $shown } things right
}
shell-amount-in-toman = { $words } · { $other } rial on the bank page
shell-amount-in-rial = { $words } · that is { $other } toman
shell-day = Day
shell-month = Month
shell-year = Year
shell-hour = Hour
shell-minute = Minute

## Lists and sharing

shell-pages = Pages
shell-previous = Previous
shell-next = Next
shell-copy = Copy
shell-copied = Copied
shell-share = Share

## Faults

shell-fault-missing-title = This page was not found
shell-fault-missing = The address may have been copied in part. If you came from an SMS, press the link itself.
shell-fault-gone-title = This page is no longer there
shell-fault-gone = Its time is over or it was taken down. Ask whoever sent you the address for a new one.
shell-fault-conflict-title = This was already done
shell-fault-conflict = Nothing was recorded twice. Open the page again to see how things stand now.
shell-fault-forbidden-title = You do not have leave to do this
shell-fault-forbidden = If you should have access, ask the manager of the business. If the page had been open for a while, open it again.
shell-fault-unread-title = This request could not be read
shell-fault-unread = It may have arrived in part. Go back to the page before and try again. Nothing was recorded.
shell-fault-often-title = Wait a little
shell-fault-often = The requests came one after another. Try again in a few minutes.
shell-fault-ours-title = The fault is ours
shell-fault-ours = Try again in a few minutes. If you were paying, look at the state of the link before you pay again; your money does not get lost.
shell-fault-busy-title = The server is busy
shell-fault-busy = Try again in a few minutes. If you were paying, look at the state of the link before you pay again; your money does not get lost.
shell-fault-again = Try again
shell-fault-start = Start page
shell-fault-status = Error { $status }
shell-fault-incident = Problem code:
