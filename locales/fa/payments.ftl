# نتیجهٔ پرداخت و رسید، و کارهای فروشنده با یک پرداخت.

payments-receipt = رسید پرداخت
payments-paid = پرداخت‌شده
payments-suspended = منتظر تصمیم فروشنده
payments-given-back = برگشت به کارت
# $merchant (String)
payments-suspended-why = پول شما رسیده است، اما این لینک دیگر باز نبود: مهلتش گذشته، لغو شده یا پیش‌تر پرداخت شده بود. { $merchant } آن را می‌پذیرد یا به کارت شما برمی‌گرداند.
# $merchant (String)
payments-given-back-why = { $merchant } این مبلغ را به همان کارتی که با آن پرداختید برگرداند.
payments-payer = پرداخت‌کننده
payments-time = زمان
payments-card = کارت
payments-tracking = کد پیگیری
payments-bank-number = شمارهٔ مرجع بانک
payments-in-rial = در صفحهٔ بانک
payments-amount = مبلغ
payments-print = چاپ رسید
payments-ask-merchant = پرسشی دارید؟ با فروشنده تماس بگیرید:

payments-verifying = در حال بررسی
payments-waiting-title = منتظر پاسخ بانک هستیم
payments-waiting = نتیجه همین‌که بانک پاسخ بدهد اینجا دیده می‌شود؛ این صفحه خودش تازه می‌شود. می‌توانید آن را ببندید، پول شما گم نمی‌شود. تا روشن شدن نتیجه دوباره نپردازید.
payments-left = گرفته نشد
payments-left-title = این پرداخت را نگرفتیم
payments-left-late = وقت پرداخت گذشته بود.
payments-left-extra = این مبلغ پیش از این پرداخت شده بود.
payments-left-withdrawn = آنچه برایش می‌پرداختید در این میان عوض یا لغو شد.
payments-left-what = بانک همهٔ پول را تا ۷۲ ساعت خودش به کارت شما برمی‌گرداند؛ چیزی از آن نزد ما نیست و به گیرنده هم نرفته است.
payments-looked-into = زیر نظر همکاران
payments-held-title = پرداخت شما در حال بررسی است
payments-held = پاسخ بانک با این پرداخت جور نبود و همکاران ما آن را بررسی می‌کنند. دوباره نپردازید؛ پول شما گم نمی‌شود.
payments-72-hours = اگر پول از کارت شما کم شده و پرداخت انجام نشده باشد، بانک آن را حداکثر تا ۷۲ ساعت برمی‌گرداند.
payments-look-again = دوباره نگاه کن

payments-failed = ناموفق
payments-failed-title = پرداخت انجام نشد
# $amount (String)
payments-pay-again = پرداخت دوبارهٔ { $amount }
payments-never-sent = صفحهٔ بانک باز نشد و پولی از شما کم نشد. دوباره امتحان کنید.
payments-refused-cancelled = از پرداخت در صفحهٔ بانک منصرف شدید. پولی از شما کم نشده است.
payments-refused-no-funds = بانک گفت موجودی کارت کافی نیست. می‌توانید با کارت دیگری دوباره بپردازید.
payments-refused-wrong-secret = بانک گفت رمز یا مشخصات کارت درست نیست. دوباره امتحان کنید.
payments-refused-timed-out = فرصت پرداخت در صفحهٔ بانک تمام شد. دوباره امتحان کنید.
payments-refused-other = بانک پرداخت را نپذیرفت. می‌توانید دوباره یا با کارت دیگری بپردازید.
payments-refused-reversed = بانک پول را برداشته و به کارت شما برگردانده است. می‌توانید دوباره بپردازید.
payments-taken-back = بانک پس گرفته است
payments-taken-back-why = بانک پس از این پرداخت، پول را به کارت شما برگردانده است. این مبلغ پرداخت‌شده نیست.

payments-to-bank-title = در راه بانک
payments-to-bank = اگر صفحهٔ بانک تا چند لحظهٔ دیگر خودش باز نشد، دکمه را بزنید.
payments-to-bank-go = باز کردن صفحهٔ بانک
payments-to-bank-only = شمارهٔ کارت و رمز شما را فقط بانک می‌بیند.

payments-accepted = پول پذیرفته شد و به موجودی شما رفت.
payments-accepted-own = پول پذیرفته شد. پیش از این به درگاه خودتان رسیده است.
payments-nothing-back = این پول نزد درگاه خودتان است و مهلت برگشت آن از این راه تمام شده. آن را از پنل درگاه برگردانید و اینجا بپذیرید.
payments-being-given-back = پول به کارت پرداخت‌کننده برگردانده می‌شود.
payments-answered = بانک پاسخ داد و وضعیت تازه شد.
payments-not-answered = بانک هنوز نتیجه را نگفته است؛ خودمان دوباره می‌پرسیم.
payments-is-held = پاسخ بانک با این پرداخت جور نیست و در دست بررسی است.
payments-on-its-way-back = در راه برگشت به کارت
# $merchant (String)
payments-on-its-way-back-why = { $merchant } خواسته است این مبلغ به کارت شما برگردد. بانک هنوز برگشت آن را تأیید نکرده است.
# $site (String) - نشانی کوتاه وب‌گاه
payments-go-on = بازگشت به { $site }

payments-refund = برگشت وجه
payments-refund-back = بازگشت
payments-refund-how-much = چقدر برگردد؟
# $left (String)
payments-refund-left = تا { $left } می‌توان برگرداند.
payments-refund-reason = دلیل
payments-refund-reason-hint = فقط در حساب شما می‌ماند؛ پرداخت‌کننده آن را نمی‌بیند.
payments-refund-go = برگردان به کارت
payments-refund-never-mind = منصرف شدم
payments-refund-paid = پرداخت‌شده
payments-refund-wallet = موجودی شما
# $until (String)
payments-refund-way-both = همهٔ مبلغ تا { $until } در جا و بی‌کارمزد برمی‌گردد. پس از آن، و برای بخشی از مبلغ، برگشت بانک تا چند روز کاری زمان می‌برد.
# $until (String)
payments-refund-way-whole = این درگاه فقط همهٔ مبلغ را، و فقط تا { $until } برمی‌گرداند. بی‌کارمزد است و همین حالا انجام می‌شود.
payments-refund-way-part = مبلغ به همان کارتی برمی‌گردد که پرداخت شده است؛ بانک تا چند روز کاری زمان می‌برد.
payments-refund-not-by-this-gateway = مهلت برگشت از راه این درگاه تمام شده است و دیگر پولی از این پرداخت برنمی‌گرداند.
payments-refund-window-over = مهلت برگشت بانک گذشته بود.
payments-refund-not-listed = این پرداخت در فهرست تراکنش‌های درگاه پیدا نشد.
payments-refund-other-refunds = در پنل درگاه هم از این پرداخت پول برگشته است؛ مبلغ‌ها با هم نمی‌خوانند.
# $words (String)
payments-refund-bank-said = پاسخ بانک: { $words }
payments-refund-by-payout = می‌توانید پول را با لینک واریز به کارت یا شبای پرداخت‌کننده بفرستید.
payments-refund-to-payout = ساخت لینک واریز
payments-refund-other-way = اگر کارت پرداخت‌کننده دیگر کار نمی‌کند:
# $title (String)
payments-refund-of = برگشت پول { $title }
payments-refund-amount-missing = مبلغ برگشت را بنویسید.
payments-refund-no-amount = این مبلغ خوانده نشد. فقط عدد بنویسید.
# $left (String)
payments-refund-more-than-left = از این پرداخت { $left } مانده است؛ بیش از آن نمی‌توان برگرداند.
# $least (String)
payments-refund-less-than = این درگاه کمتر از { $least } برنمی‌گرداند.
# $whole (String)
payments-refund-only-whole = این درگاه فقط همهٔ مبلغ را برمی‌گرداند: { $whole }.
# $held (String)
payments-refund-wallet-holds = موجودی شما { $held } است و برای این برگشت کافی نیست.
payments-refund-was-sent = این فرم پیش‌تر با مبلغ دیگری فرستاده شده است. برای برگشت دیگری دوباره بزنید.
payments-refund-went-on = این پول در همان پرداخت به حساب گیرنده رفته است و از راه درگاه برنمی‌گردد. اگر باید برگردد، خود گیرنده آن را پس می‌دهد.
# $max (String)
payments-refund-reason-too-long = دلیل بیش از { $max } نویسه است؛ کوتاه‌ترش کنید.
payments-refund-no-cards = شمارهٔ کارت را اینجا ننویسید.
# $amount (String)
payments-refunded = { $amount } به کارت برگشته است
# $amount (String)
payments-refunding = { $amount } در راه برگشت به کارت
# $merchant (String)
# $amount (String)
payments-refunded-why = { $merchant } از این مبلغ { $amount } را به کارت شما برگردانده است.
# $merchant (String)
# $amount (String)
payments-refunding-why = { $merchant } خواسته است { $amount } به کارت شما برگردد. بانک هنوز برگشت آن را تأیید نکرده است.
