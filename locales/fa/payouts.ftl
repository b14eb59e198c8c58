### لینک‌های واریز: صفحهٔ گیرنده، صفحهٔ پرداخت‌کننده و حساب او

payouts-title = لینک‌های واریز
payouts-new = لینک واریز تازه
payouts-new-what = برای وقتی که می‌خواهید به کسی پول بدهید و شمارهٔ کارتش را ندارید.
payouts-no-rail = در این خانه راهی برای واریز به حساب تنظیم نشده است؛ لینک واریز ساخته نمی‌شود.
payouts-empty = هنوز لینک واریزی نساخته‌اید
payouts-empty-why = مبلغ و شمارهٔ موبایل گیرنده را بنویسید؛ شمارهٔ حساب را خودش می‌نویسد.
payouts-search = جست‌وجو در نام، بابت و موبایل
payouts-show = نمایش
payouts-none-found = چیزی پیدا نشد
payouts-none-found-why = واژهٔ دیگری را امتحان کنید.
payouts-all = همهٔ واریزها
payouts-list = فهرست لینک‌های واریز
payouts-recipient = گیرنده
payouts-for = بابت
payouts-state = وضعیت
payouts-made-at = ساخته‌شده
payouts-amount = مبلغ
# $unit (String)
payouts-amount-in = مبلغ ({ $unit })
payouts-back = برگشت
payouts-mobile = موبایل
payouts-email = ایمیل
payouts-bank = بانک
payouts-card = کارت مقصد
payouts-account = حساب مقصد
payouts-holder = صاحب حساب
payouts-fee = کارمزد
payouts-until = مهلت
payouts-how-much = چه مبلغی می‌دهید؟
payouts-new-for = بابت چه؟
payouts-new-for-hint = گیرنده می‌بیند. مثلاً «طراحی جلد سه کتاب»
payouts-new-name = نام گیرنده
payouts-new-where = لینک را کجا بفرستیم؟
payouts-new-where-hint = دست‌کم یکی را بنویسید.
payouts-new-until = گیرنده تا کی فرصت دارد؟
payouts-expiry-3d = ۳ روز
payouts-expiry-7d = یک هفته
payouts-expiry-30d = یک ماه
payouts-expiry-date = روز دیگری
payouts-until-day = تا پایان روز
payouts-new-pay-days = خودتان چند روز فرصت پرداخت دارید؟
payouts-new-pay-days-hint = از وقتی که گیرنده شماره داد، از ۱ تا ۶۰
payouts-pay-time = فرصت پرداخت پس از پاسخ
payouts-pay-days-out-of-range = تعداد روز را از ۱ تا ۶۰ بنویسید.
# $number (String)
payouts-gives-back = پس‌دادن پرداخت { $number }
payouts-gives-back-label = پس‌دادن پرداخت
payouts-new-fee = کارمزد با چه کسی؟
payouts-new-fee-hint = مبلغ کارمزد پیش از پرداخت نشان داده می‌شود.
payouts-fee-payer = با من
payouts-fee-recipient = با گیرنده
payouts-make = ساخت و ارسال لینک
payouts-never-mind = انصراف
payouts-two-clicks = دو کلیک تا واریز
payouts-step-1 = گیرنده لینک را باز می‌کند
payouts-step-1-more = شمارهٔ کارت یا شبا را می‌نویسد و ثبت می‌کند
payouts-step-2 = لینک تأیید به شما می‌رسد
payouts-step-2-more = با مبلغ، نام صاحب حساب و بانک
payouts-step-3 = با یک کلیک می‌پردازید
payouts-step-3-more = پول به حساب گیرنده می‌رود و به هر دو خبر می‌دهیم
payouts-amount-missing = مبلغ را بنویسید.
payouts-amount-not-a-number = مبلغ را فقط با رقم بنویسید، مثل ۲٬۵۰۰٬۰۰۰.
# $min (String)
payouts-amount-too-small = مبلغ باید دست‌کم { $min } باشد.
# $max (String)
payouts-amount-too-large = مبلغ هر واریز تا { $max } است.
payouts-amount-under-fee = مبلغ باید از کارمزد بیشتر باشد.
payouts-not-a-mobile = شمارهٔ موبایل را کامل بنویسید، مثل ۰۹۱۲۳۴۵۶۷۸۹.
payouts-not-an-email = نشانی ایمیل را کامل بنویسید، مثل name@example.com.
payouts-contact-missing = موبایل یا ایمیل گیرنده را بنویسید.
payouts-text-missing = این را بنویسید.
# $count (String)
payouts-too-long = حداکثر { $count } نویسه جا می‌شود.
payouts-no-card-numbers = شمارهٔ کارت را این‌جا ننویسید.
payouts-no-such-day = چنین روزی در تقویم نیست.
payouts-until-out-of-range = روزی از فردا تا یک سال دیگر را برگزینید.
payouts-form-was-sent = این فرم پیش‌تر فرستاده شده و لینکی ساخته است. اگر لینک دیگری می‌خواهید، دوباره بفرستید.
# $name (String)
payouts-made = لینک برای { $name } فرستاده شد.
payouts-awaiting-recipient = منتظر گیرنده
payouts-awaiting-you = منتظر تأیید شما
payouts-at-bank = در درگاه بانک
payouts-sending = در راه حساب
payouts-settled = واریز شد
payouts-failed = نرسید
payouts-declined = نپذیرفت
payouts-expired = مهلت گذشت
payouts-cancelled = لغو شد
payouts-taken-back = پول پس گرفته شد
# $name (String)
payouts-to = واریز به { $name }
payouts-way = مسیر این واریز
payouts-facts = مشخصات
payouts-name-check = هم‌خوانی نام
payouts-hand-on = نشانی صفحهٔ گیرنده
payouts-ask-again = فرستادن دوبارهٔ لینک
payouts-ask-anew = دوباره از گیرنده بپرس
payouts-asked-again = لینک برای گیرنده فرستاده شد.
payouts-just-asked = همین یک دقیقهٔ پیش فرستاده شد؛ کمی بعد دوباره بفرستید.
payouts-not-now = وضعیت این واریز همین حالا عوض شد؛ کاری انجام نشد.
payouts-look-and-pay = بررسی و پرداخت
payouts-pay-from-wallet = پرداخت از کیف پول
payouts-wallet-in-account = پرداخت از کیف پول: وارد حساب شوید
payouts-send-now = بفرست
payouts-was-sent = پول در راه حساب گیرنده است.
payouts-not-enough = موجودی کیف پول کافی نیست.
payouts-too-much-today = سقف واریز امروز پر شده است؛ فردا دوباره امتحان کنید.
payouts-cancel = لغو واریز
payouts-take-back = پس گرفتن پول
payouts-end-title = پایان دادن به این واریز؟
# $name (String)
payouts-cancel-what = لینک { $name } بسته می‌شود و به او خبر می‌دهیم. پولی جابه‌جا نشده است.
# $name (String)
payouts-take-back-what = همهٔ پول به کیف پول شما برمی‌گردد و به { $name } خبر می‌دهیم.
payouts-was-cancelled = واریز لغو شد.
payouts-was-taken-back = پول به کیف پول شما برگشت.
# $name (String)
payouts-said-not-me = { $name } می‌گوید این واریز برای او نیست.
# $name (String)
payouts-said-wrong-amount = { $name } می‌گوید مبلغ چیز دیگری است.
# $name (String)
payouts-said-no = { $name } این واریز را نپذیرفت.
# $amount (String)
payouts-take-proposal = پذیرفتن { $amount }
payouts-proposal-taken = مبلغ تازه ثبت شد و لینک برای گیرنده رفت.
payouts-failed-title = پول به حساب نرسید
payouts-failed-payer = پول از آن شماست. از گیرنده حساب دیگری بخواهید یا پول را پس بگیرید.
# $payer (String)
payouts-failed-recipient = { $payer } خبر دارد و می‌تواند دوباره بفرستد. کاری از شما لازم نیست.
payouts-event-made = لینک ساخته شد
payouts-event-asked = لینک به گیرنده رسید
payouts-event-handed = لینک فرستاده شد؛ هنوز خبری از رسیدنش نیست
payouts-event-maybe-asked = معلوم نیست لینک رسید یا نه
payouts-event-asking = لینک در راه است
payouts-event-not-asked = لینک نرسید
payouts-event-opened = گیرنده لینک را باز کرد
payouts-event-payer-opened = صفحهٔ پرداخت باز شد
payouts-event-given = گیرنده شمارهٔ حساب را ثبت کرد
payouts-event-given-other = گیرنده حساب دیگری ثبت کرد
payouts-event-not-me = گیرنده گفت: برای من نیست
payouts-event-wrong-amount = گیرنده گفت: مبلغ درست نیست
payouts-event-no = گیرنده نپذیرفت
payouts-event-paid = پول رسید
payouts-event-sent = پول به راه افتاد
payouts-event-late = بیش از معمول طول کشید؛ به هر دو خبر دادیم
payouts-event-settled = به حساب گیرنده واریز شد
payouts-inside-next = درگاه این مبلغ را در همان پرداخت به حساب شما واریز کرده است و با پایای بعدی می‌رسد. آن وقت پیام می‌دهیم.
payouts-inside-payer = درگاه سهم گیرنده را در همان پرداخت به حسابش واریز کرده است و با پایای بعدی می‌رسد.
payouts-event-inside = درگاه آن را در همان پرداخت به حساب گیرنده واریز کرد
# $number (String)
payouts-event-tracking = شمارهٔ پیگیری { $number }
payouts-event-returned = بانک گیرنده پول را برگرداند
payouts-event-refused = انتقال انجام نشد
payouts-event-cancelled = پرداخت‌کننده آن را لغو کرد
payouts-event-taken-back = پول به کیف پول برگشت
payouts-neutral = واریز امن
# $payer (String)
payouts-recipient-title = پولی از { $payer } برای شما
payouts-gives-you = می‌خواهد به شما پول بدهد
# $name (String)
payouts-for-you = { $name } عزیز، این مبلغ برای شماست
# $title (String)
payouts-what-for = بابت { $title }
payouts-number = شمارهٔ کارت یا شبای خودتان
payouts-give-number = ثبت شماره
payouts-no-secrets = رمز و CVV2 از شما نمی‌خواهیم؛ برای گرفتن پول لازم نیست.
payouts-reply-link = برای من نیست، یا مبلغ درست نیست
# $until (String)
payouts-answer-until = تا { $until } فرصت دارید.
payouts-kept = همان حساب دفعهٔ پیش
payouts-kept-use = همین حساب
payouts-kept-hidden = حسابی نگه داشته شده است. اول کدی برایتان می‌فرستیم؛ بعد همان حساب پاسخ شماست.
payouts-kept-none = دیگر حسابی نگه داشته نشده است؛ شماره را بنویسید.
# $payer (String)
payouts-is-kept = این حساب برای دفعهٔ بعدِ { $payer } نگه داشته شده است
payouts-kept-end = فراموشش کن
payouts-code-title = این لینک برای شماست؟
# $to (String)
payouts-code-sent = کدی به { $to } فرستادیم.
payouts-code = کد تأیید
payouts-code-hint = ۶ رقم؛ تا دو دقیقه کار می‌کند
payouts-code-go-on = ادامه
payouts-code-anew = کد دیگری بفرستید
payouts-code-back = برگشت
payouts-code-wrong = کد درست نیست؛ یک بار دیگر پیامک را نگاه کنید.
payouts-code-over = مهلت کد گذشت؛ کد دیگری بخواهید.
# $time (String)
payouts-code-wait = تا { $time } دیگر کد تازه‌ای نمی‌فرستیم.
payouts-is-it-yours = این حساب شماست؟
payouts-it-is-right = درست است
# $payer (String)
payouts-keep = این حساب را برای دفعهٔ بعدِ { $payer } نگه دار
payouts-other-number = شمارهٔ دیگر
payouts-give-other-number = شمارهٔ دیگری می‌دهم
payouts-given = ثبت شد
# $payer (String)
payouts-given-title = شمارهٔ شما به { $payer } رسید
payouts-given-next = همین‌که پرداخت شود، به شما پیامک می‌دهیم. کار دیگری لازم نیست.
payouts-correct = شماره اشتباه است؛ اصلاح می‌کنم
payouts-correct-until = تا پیش از پرداخت می‌توانید شماره را عوض کنید.
payouts-show-account = دیدن حساب مقصد
payouts-show-receipt = دیدن حساب و رسید
payouts-show-account-why = پیش از آن کدی برایتان می‌فرستیم تا فقط خودتان حساب را ببینید.
# $payer (String)
payouts-declined-title = پاسخ شما به { $payer } رسید
payouts-declined-next = اگر لازم باشد، لینک دیگری برایتان می‌آید.
payouts-on-its-way-title = پول در راه حساب شماست
payouts-on-its-way-next = معمولاً در همان روز کاری می‌رسد. وقتی رسید، پیامک می‌دهیم.
payouts-late-recipient = بیش از معمول طول کشیده است: بانک باید تا حالا آن را می‌رساند. پول گم نشده است؛ پیگیریم و وقتی رسید، پیام می‌دهیم.
payouts-late-payer = بیش از معمول طول کشیده است: بانک باید تا حالا آن را می‌رساند. پیگیریم و هرگز دوباره فرستاده نمی‌شود؛ کاری لازم نیست.
payouts-arrived-title = پول به حساب رسید
payouts-over = بسته
payouts-over-title = این لینک دیگر کار نمی‌کند
# $payer (String)
payouts-over-next = اگر فکر می‌کنید اشتباهی شده، با { $payer } تماس بگیرید.
payouts-reply-title = پاسخ دیگری دارید؟
payouts-reply-what = چه بگوییم؟
payouts-reply-missing = یکی را برگزینید.
payouts-reply-not-me = برای من نیست
payouts-reply-wrong-amount = مبلغ درست نیست
payouts-reply-no = نمی‌خواهم
payouts-reply-amount = مبلغ درست
payouts-reply-amount-hint = اگر مبلغ درست نیست
payouts-reply-note = توضیح
payouts-reply-send = فرستادن پاسخ
# $name (String)
payouts-pay-title = پرداخت به { $name }
payouts-named-account = شمارهٔ حسابش را داد
payouts-you-pay = شما می‌پردازید
payouts-arrives = می‌رسد
# $amount (String)
payouts-pay-amount = پرداخت { $amount }
# $amount (String)
payouts-bank-only = به درگاه امن بانک می‌روید. در صفحهٔ بانک: { $amount }
payouts-reject-link = این مقصد را نمی‌پذیرم
payouts-reject-title = از گیرنده حساب دیگری بخواهیم؟
# $name (String)
payouts-reject-what = این لینک بسته می‌شود و { $name } باید شمارهٔ دیگری بنویسد.
payouts-reject-do = حساب دیگری بخواه
payouts-changed = چیزی که تأیید می‌کردید عوض شد؛ این صفحه حال تازه را نشان می‌دهد.
payouts-no-bank = بانک همین حالا پاسخ نداد و پولی کم نشد. دوباره امتحان کنید.
payouts-is-paying = یک پرداخت همین حالا در درگاه بانک باز است. اگر خودتان نیمه‌کاره رهایش کردید، دوباره بپردازید.
payouts-fit-same = هم‌نام
payouts-fit-close = نزدیک به نامی که نوشتید
payouts-fit-different = نام دیگری است
payouts-fit-unknown = نام استعلام نشد
# $name (String)
payouts-fit-different-what = شما «{ $name }» نوشته‌اید. اگر صاحب این حساب را نمی‌شناسید، نپردازید.
payouts-money-is-here = پول این واریز پیش‌تر رسیده است؛ دوباره نمی‌پردازید.
payouts-send-in-account = فرستادن از حساب کاربری
payouts-see-in-account = دیدن در حساب کاربری
payouts-old = لینک کهنه
# $name (String)
payouts-old-title = { $name } پاسخ را عوض کرد
payouts-old-next = این لینک دیگر کار نمی‌کند. وقتی حساب تازه ثبت شود، لینک تازه‌ای برایتان می‌آید.
payouts-paid-title = پرداخت رسید و پول در راه است
payouts-nothing-yet = گیرنده هنوز شماره‌ای نداده است
payouts-limit = تأیید نفر دوم
payouts-limit-what = برای واریزهای بزرگ، عضو دیگری هم باید پیش از پرداخت تأیید کند.
# $amount (String)
payouts-limit-above = برای واریزهای بیش از { $amount } تأیید نفر دوم لازم است.
payouts-limit-off = تأیید نفر دوم خاموش است.
# $when (String)
# $limit (String)
payouts-limit-coming = از { $when }: { $limit }
payouts-limit-nobody-else = این فضا عضو دیگری ندارد که تأیید کند؛ نخست کسی را به آن بیفزایید.
payouts-limit-label = بیش از چه مبلغی؟
payouts-limit-hint = خالی یعنی خاموش.
payouts-limit-loosening = سخت‌تر کردن از همین حالا کار می‌کند؛ آسان‌تر کردن و خاموش کردن پس از ۲۴ ساعت. به همهٔ اعضا خبر می‌دهیم.
payouts-limit-save = ذخیره
payouts-limit-is-set = ذخیره شد و به همهٔ اعضا خبر دادیم.
# $when (String)
payouts-limit-is-set-for = ذخیره شد و از { $when } کار می‌کند. به همهٔ اعضا خبر دادیم.
payouts-awaiting-approval = منتظر تأیید نفر دوم
payouts-needs-approval = این واریز از سقف شما بیشتر است و عضو دیگری باید پیش از پرداخت تأییدش کند.
payouts-look-and-approve = بررسی و تأیید
payouts-approval = تأیید نفر دوم
payouts-approval-what = آنچه تأیید می‌کنید همین مبلغ به همین حساب است. اگر چیزی از آن عوض شود، تأیید شما دیگر به کار نمی‌آید.
payouts-approve = تأیید می‌کنم
payouts-approval-reason = چرا نه؟
payouts-disapprove = تأیید نمی‌کنم
payouts-reason-missing = بنویسید چرا تأیید نمی‌کنید.
payouts-approved = تأیید شد؛ حالا می‌شود پرداخت.
payouts-not-approved = ثبت شد که تأیید نمی‌کنید.
payouts-not-your-own = این واریز را خودتان ساخته‌اید؛ عضو دیگری باید تأیید کند.
# $name (String)
payouts-approved-by = { $name } این واریز را تأیید کرد.
# $name (String)
payouts-refused-by = { $name } این واریز را تأیید نکرد.
payouts-event-approved = نفر دوم تأیید کرد
payouts-event-disapproved = نفر دوم تأیید نکرد
payouts-bulk = واریز گروهی از جدول
payouts-bulk-short = واریز گروهی
payouts-bulk-how = جدول نمونه را بگیرید و پر کنید: هر ردیف یک گیرنده. پیش از ساخت، همه‌چیز را می‌بینید و تا تأیید شما هیچ لینکی ساخته نمی‌شود.
payouts-bulk-file-hint = Excel یا CSV، تا ۸ مگابایت و ۲٬۰۰۰ ردیف
payouts-bulk-example-name = امین بهشتی
payouts-bulk-example-title = طراحی جلد سه کتاب
payouts-bulk-twice = ردیف پیشین همین گیرنده، همین مبلغ و همین بابت را دارد.
payouts-bulk-payouts = واریزها
payouts-bulk-total = جمع پرداخت شما
payouts-bulk-fees = کارمزدها، در همین جمع
payouts-bulk-mend = جدول را درست کنید و دوباره بارگذاری کنید. هنوز هیچ لینکی ساخته نشده است.
# $count (String)
payouts-bulk-make = ساخت { $count } واریز
payouts-bulk-was-made = واریزهای این فایل پیش‌تر ساخته شده است.
payouts-bulk-undone = جدول برگردانده شد؛ همهٔ واریزهایش لغو شد و پیامی نمی‌رود.
payouts-bulk-too-late = پیام‌ها به راه افتاده‌اند و برگرداندن ممکن نیست. واریزها را از فهرست لغو کنید.
payouts-bulk-made = واریزهای ساخته‌شده
payouts-bulk-answered = گیرنده پاسخ داد
payouts-bulk-paid = پرداخت شد
payouts-bulk-arrived = به حساب رسید
