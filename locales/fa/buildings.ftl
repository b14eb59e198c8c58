# ساختمان: صفحه‌های مدیر و ساکنان.

buildings-title = ساختمان‌ها
buildings-new = ساختمان تازه
buildings-new-why = بلوک، طبقه و واحدهای هر طبقه را بگویید؛ واحدها خودشان ساخته می‌شوند.
buildings-empty = هنوز ساختمانی ندارید
buildings-empty-why = ساختمان را در یک دقیقه بسازید، هزینه‌ها را بنویسید و شارژ را برای همه بفرستید.
# $count (Number)
# $n (String)
buildings-units = { $count ->
   *[other] { $n } واحد
}
buildings-cash = وصول از واحدها
buildings-cash-why = همهٔ آنچه واحدها پرداخته‌اند
buildings-owed = بدهی واحدها
buildings-spent = هزینهٔ این ماه
# $count (Number)
# $n (String)
buildings-spendings = { $count ->
   *[other] { $n } فقره
}
buildings-name = نام ساختمان
buildings-address = نشانی
buildings-blocks = تعداد بلوک
buildings-floors = تعداد طبقه
buildings-on-floor = واحد در هر طبقه
buildings-area = متراژ
buildings-area-hint = اگر همهٔ واحدها یک اندازه‌اند، همین‌جا بنویسید؛ بعد هم می‌شود عوض کرد.
buildings-make = ساختن ساختمان
# $name (String)
buildings-made = ساختمان { $name } ساخته شد. حالا ساکنان را وارد کنید.
buildings-parts = بخش‌های ساختمان
buildings-tab-home = نمای کلی
buildings-tab-units = واحدها
buildings-tab-charges = شارژها
buildings-tab-expenses = هزینه‌ها
buildings-add-expense = ثبت هزینه
buildings-collected = وصول شده
# $paid (String)
# $total (String)
buildings-paid-of = { $paid } از { $total }
# $day (String)
buildings-due-on = مهلت: { $day }
# $written (String)
# $bills (String)
buildings-writing = در حال صدور: { $written } از { $bills } صورت‌حساب
buildings-nothing-issued = هنوز شارژی صادر نشده است
buildings-nothing-issued-why = هزینه‌های ماه را بنویسید، پیش‌نمایش را ببینید و صادر کنید.
buildings-facade = وضعیت واحدها، از طبقهٔ بالا
buildings-floor = طبقهٔ
buildings-unit = واحد
buildings-debtors = بدهکاران
buildings-no-debtors = هیچ واحدی بدهکار نیست.
# $count (Number)
# $n (String)
buildings-open-items = { $count ->
   *[other] { $n } صورت‌حساب باز
}
# $place (String)
# $name (String)
buildings-who = { $place }، { $name }
buildings-state-paid = پرداخت‌شده
buildings-state-late = بدهکار
buildings-state-part = پرداخت ناقص
buildings-state-waiting = در انتظار پرداخت
# $number (String)
buildings-unit-of = واحد { $number }
# $block (String)
# $number (String)
buildings-unit-in-block = بلوک { $block }، واحد { $number }
buildings-block = بلوک
buildings-unit-number = شمارهٔ واحد
buildings-role = نقش
buildings-owner = مالک
buildings-tenant = مستأجر
buildings-person-name = نام
buildings-person-example = لیلا شریفی
buildings-mobile = شمارهٔ موبایل
buildings-email = ایمیل
buildings-persons = نفرات
buildings-parkings = پارکینگ
buildings-share = سهم ثبتی
buildings-share-hint = از یک میلیون؛ اگر لازم نیست صفر بماند.
buildings-coefficient = ضریب
buildings-kind = نوع
buildings-kind-flat = مسکونی
buildings-kind-shop = مغازه
buildings-kind-office = دفتر
buildings-kind-parking = پارکینگ
buildings-kind-storage = انباری
buildings-charged-by = مبنای شارژ
buildings-people = ساکنان
buildings-who-comes = چه کسی می‌آید؟
buildings-move-in = ثبت ساکن تازه
buildings-tenant-leaves = مستأجر رفته است
buildings-statement = صورت‌حساب
# $amount (String)
buildings-rest = مانده: { $amount }
buildings-save = ذخیره
buildings-saved = ذخیره شد.
buildings-number-taken = واحد دیگری این شماره را دارد.
buildings-missing = این را بنویسید.
# $max (String)
buildings-too-long = کوتاه‌تر بنویسید؛ حداکثر { $max } نویسه.
# $min (String)
# $max (String)
buildings-number-between = عددی از { $min } تا { $max } بنویسید.
buildings-not-a-number = عدد خوانده نشد.
buildings-amount-wrong = مبلغ را به رقم بنویسید، مثلاً ۲٬۵۰۰٬۰۰۰.
# $min (String)
# $max (String)
buildings-amount-outside = مبلغی از { $min } تا { $max } بنویسید.
buildings-not-a-mobile = شمارهٔ موبایل با ۰۹ شروع می‌شود و ۱۱ رقم دارد.
buildings-not-an-email = ایمیل خوانده نشد؛ نمونه: sara@example.com
buildings-import = ورود ساکنان از جدول
buildings-import-why = جدول را پر کنید و بفرستید. اول نشان می‌دهیم چه می‌شود؛ تا تأیید نکنید چیزی ثبت نمی‌شود.
buildings-template = جدول نمونه
buildings-table = جدول
buildings-table-hint = اکسل یا CSV، با همان ستون‌های جدول نمونه
buildings-rehearse = نشانم بده چه می‌شود
buildings-table-unreadable = این فایل جدول اکسل یا CSV نیست.
buildings-table-empty = در این جدول ردیفی نیست.
buildings-table-wrong = این‌ها را درست کنید و دوباره بفرستید
# $row (String)
buildings-row = ردیف { $row }:
# $number (String)
buildings-no-such-unit = واحدی با شمارهٔ «{ $number }» در این ساختمان نیست.
buildings-role-unknown = در ستون نقش بنویسید مالک یا مستأجر.
buildings-person-name-missing = نام ساکن را بنویسید.
# $count (Number)
# $n (String)
buildings-would-come = { $count ->
   *[other] { $n } ردیف خوانده شد
}
buildings-do-import = همین را ثبت کن
buildings-not-now = انصراف
# $count (Number)
# $n (String)
buildings-came = { $count ->
   *[other] { $n } ساکن تازه ثبت شد.
}
buildings-category-water = آب
buildings-category-fuel = گاز و سوخت
buildings-category-cleaning = نظافت و سرایداری
buildings-category-guard = نگهبانی
buildings-category-lift = آسانسور
buildings-category-upkeep = نگهداری تأسیسات
buildings-category-garden = باغبانی
buildings-category-roof = بام و نما
buildings-category-works = هزینهٔ عمرانی
buildings-expense-title = بابت
buildings-amount = مبلغ
buildings-category = دسته
buildings-supplier = پرداخت به
buildings-spent-on = تاریخ
buildings-months = تقسیم بر چند ماه
buildings-months-hint = هزینهٔ بزرگ را می‌شود در چند قسط گرفت.
buildings-repeats = هر ماه تکرار می‌شود
buildings-repeats-short = هر ماه
buildings-all-blocks = همهٔ بلوک‌ها
buildings-file = عکس یا PDF قبض
buildings-file-hint = JPEG، PNG یا PDF تا ۵ مگابایت؛ ساکنان هم آن را می‌بینند.
buildings-file-unknown = این فایل عکس JPEG یا PNG یا PDF نیست.
buildings-file-too-large = فایل از ۵ مگابایت بزرگ‌تر است.
buildings-no-such-day = چنین روزی در تقویم نیست.
buildings-keep-expense = ثبت هزینه
buildings-expense-kept = هزینه ثبت شد.
# $charge (String)
buildings-expense-kept-for = هزینه ثبت شد. شارژ ماه آن یا ماهی پس از آن صادر شده بود؛ در { $charge } تقسیم می‌شود.
buildings-expenses = هزینه‌های ثبت‌شده
buildings-no-expenses = هنوز هزینه‌ای ثبت نشده است.
buildings-see-file = دیدن قبض
buildings-end-expense = دیگر تکرار نشود
buildings-rules = هر هزینه چطور تقسیم می‌شود؟
buildings-rules-why = پیش‌فرض‌ها همان قانون تملک آپارتمان‌هاست؛ اگر مالکان جور دیگری تصمیم گرفته‌اند، عوضش کنید.
buildings-key = مبنای تقسیم
buildings-key-percent = چند درصدش با این مبنا؟
buildings-other-key = بقیه با مبنای
buildings-owner-percent = سهم مالک (درصد)
buildings-key-equal = تساوی
buildings-key-area = متراژ
buildings-key-persons = نفرات
buildings-key-share = سهم ثبتی
buildings-key-coefficient = ضریب
buildings-fixed-charge = شارژ ثابت
buildings-plan-why = اگر ماه‌به‌ماه مبلغ ثابتی می‌گیرید، اینجا بنویسید. از همین ماه اجرا می‌شود و ماه‌های پیش عوض نمی‌شوند.
buildings-plan-base = برای هر واحد
buildings-plan-metre = برای هر متر مربع
buildings-plan-person = برای هر نفر
buildings-plan-parking = برای هر پارکینگ
buildings-plan-round = گرد کردن رو به بالا به
buildings-vacant = واحد خالی چند نفر حساب شود؟
buildings-vacant-hint = برای هزینه‌هایی که به تعداد نفرات تقسیم می‌شود؛ خالی یعنی هیچ.
buildings-borne-on = روز سکونت
buildings-borne-on-hint = اگر روزی از ماه را بنویسید، هر که در آن روز در واحد ساکن باشد سهم ساکن همهٔ ماه را می‌دهد. خالی یعنی هر کس به اندازهٔ روزهایش.
buildings-fund = به حساب صندوق
buildings-fund-operating = جاری
buildings-fund-reserve = ذخیره
buildings-fund-projects = عمرانی
# $percent (String)
# $key (String)
# $rest (String)
# $other (String)
buildings-mixed-keys = { $percent } { $key }، { $rest } { $other }
buildings-plan-note = مصوبهٔ کدام جلسه؟
buildings-plan-save = اجرا از این ماه
# $month (String)
# $year (String)
buildings-charge-of = شارژ { $month } { $year }
buildings-preview = پیش‌نمایش؛ هنوز چیزی فرستاده نشده است.
buildings-is-issued = این ماه صادر شده است.
buildings-month-changed = از وقتی صفحه را باز کردید چیزی عوض شده است. دوباره نگاه کنید و بعد صادر کنید.
# $place (String)
buildings-no-person = { $place } کسی را ندارد که صورت‌حساب بگیرد.
# $title (String)
buildings-no-weights = «{ $title }» را نمی‌شود تقسیم کرد: مبنای تقسیم آن برای همهٔ واحدها صفر است.
# $count (Number)
# $n (String)
buildings-no-mobile = { $count ->
   *[other] برای { $n } نفر نه موبایل ثبت شده و نه ایمیل؛ پیامی به آن‌ها نمی‌رسد.
}
buildings-month-total = جمع شارژ این ماه
buildings-each-unit = سهم هر واحد
buildings-change-rules = تغییر هزینه‌ها و مبنا
buildings-lines = ردیف‌ها
buildings-more-than-before = تفاوت با ماه پیش
# $key (String)
buildings-all-by = اگر همه بر مبنای { $key }
buildings-look = مهلت پرداخت و مقایسهٔ مبناها
buildings-look-again = نمایش دوباره
buildings-last-day = آخرین روز پرداخت
# $first (String)
# $last (String)
buildings-due-between = روزی از { $first } تا { $last } را انتخاب کنید.
buildings-mix = مبنای ترکیبی برای مقایسه
buildings-mix-why = فقط برای دیدن است و چیزی را عوض نمی‌کند: اگر همهٔ هزینه‌ها این‌طور تقسیم می‌شد. بقیه‌اش به تساوی است.
buildings-mix-area = درصد بر مبنای متراژ
buildings-mix-persons = درصد بر مبنای نفرات
buildings-mix-too-much = جمع درصدها از ۱۰۰ بیشتر است.
# $percent (String)
# $key (String)
buildings-mix-part = { $percent } { $key }
buildings-to-pay = قابل پرداخت
buildings-issue-and-send = صدور و ارسال
# $sms (String)
# $email (String)
# $nobody (String)
buildings-messages = پیامک به { $sms } نفر، ایمیل به { $email } نفر؛ به { $nobody } نفر پیامی نمی‌رسد.
buildings-issue-why = با صدور، صورت‌حساب ثبت و لینک پرداخت فرستاده می‌شود. اگر اشتباه بود، همه‌اش را می‌شود برگرداند و دوباره صادر کرد.
# $count (Number)
# $n (String)
buildings-issue-for = { $count ->
   *[other] صدور { $n } صورت‌حساب
}
# $title (String)
buildings-issued = { $title } صادر شد و پیام‌ها در صف ارسال‌اند.
buildings-stuck = تا این‌ها درست نشود یا هزینه‌ای ثبت نشود، چیزی برای صدور نیست.
buildings-approval = تأیید شارژ پیش از صدور
buildings-approval-why = شارژ هر ماه را می‌شود پیش از صدور به تأیید عضو دیگری، مثلاً هیئت‌مدیره، رساند.
buildings-approval-on = شارژ تنها پس از تأیید عضو دیگری صادر می‌شود.
buildings-approval-off = شارژ بدون تأیید هم صادر می‌شود.
# $when (String)
buildings-approval-ends = از { $when } شارژ بدون تأیید صادر می‌شود.
buildings-approval-nobody = عضو دیگری نیست که بتواند تأیید کند؛ نخست در تنظیمات کسی را دعوت کنید.
buildings-approval-loosening = روشن کردن از همین حالا کار می‌کند و خاموش کردن پس از ۲۴ ساعت. به همهٔ کسانی که می‌توانند تأیید کنند خبر می‌دهیم.
buildings-approval-switch-on = روشن کردن
buildings-approval-switch-off = خاموش کردن
buildings-approval-needed = این ماه پیش از صدور به تأیید عضو دیگری نیاز دارد.
# $asker (String)
# $when (String)
buildings-approval-outdated = { $asker } تأیید این ماه را خواسته بود ({ $when })، ولی از آن پس چیزی عوض شده است؛ باید دوباره خواسته شود.
# $name (String)
# $when (String)
buildings-approval-by = { $name } این ماه را همین‌طور که اینجاست تأیید کرد ({ $when }).
# $name (String)
# $when (String)
buildings-approval-not-by = { $name } این ماه را تأیید نکرد ({ $when }):
# $asker (String)
# $when (String)
buildings-approval-waits = { $asker } تأیید این ماه را خواسته است ({ $when }) و هنوز کسی پاسخ نداده است.
buildings-approval-answer = تأیید می‌کنید؟
buildings-approval-what = آنچه تأیید می‌کنید همین مبلغ‌ها و همین آخرین روز پرداخت است. اگر چیزی عوض شود، تأیید شما دیگر به کار نمی‌آید.
buildings-approval-give = تأیید می‌کنم
buildings-approval-reason = چرا نه؟
buildings-approval-reason-missing = بگویید چرا تأیید نمی‌کنید.
buildings-approval-refuse = تأیید نمی‌کنم
buildings-approval-ask = درخواست تأیید
buildings-approval-ask-why = به هر کس که می‌تواند تأیید کند پیامک می‌دهیم تا همین صفحه را ببیند و تأیید یا رد کند.
buildings-approval-ask-do = درخواست تأیید
buildings-approval-asked = درخواست شد و به کسانی که می‌توانند تأیید کنند خبر دادیم.
buildings-approval-given = تأیید شد؛ حالا می‌شود صادرش کرد.
buildings-approval-refused = ثبت شد که تأیید نمی‌کنید.
# $title (String)
buildings-approval-awaited = { $title } منتظر تأیید است
# $n (String)
buildings-version = نسخهٔ { $n }
buildings-was-reversed = برگردانده شد
buildings-reverse = برگرداندن
buildings-reverse-why = همهٔ صورت‌حساب‌های این ماه برمی‌گردد و آنچه پرداخته شده بستانکاری همان افراد می‌شود.
buildings-reverse-do = همهٔ این ماه را برگردان
buildings-reversed = این ماه برگردانده شد. درستش کنید و دوباره صادر کنید.
buildings-debt-title = صورت‌حساب شما
buildings-you-owe = بدهی شما
buildings-nothing-owed = بدهی ندارید
buildings-nothing-owed-why = همهٔ صورت‌حساب‌های شما پرداخت شده است.
buildings-debt-changed = بدهی از وقتی صفحه را باز کردید عوض شده است. مبلغ تازه را ببینید و دوباره بزنید.
buildings-choose-items = کدام‌ها را می‌پردازید؟
# $title (String)
# $place (String)
# $amount (String)
buildings-item = { $title }، { $place }: { $amount }
buildings-late = مهلت گذشته
buildings-how-computed = چطور حساب شده؟
buildings-other-amount = مبلغ دیگر
buildings-other-amount-hint = خالی بماند یعنی همهٔ آنچه انتخاب کرده‌اید. اول از بدهی‌های انتخاب‌شده کم می‌شود.
buildings-nothing-chosen = دست‌کم یکی را انتخاب کنید یا مبلغی بنویسید.
buildings-pay = رفتن به درگاه بانک
# $amount (String)
buildings-credit = بستانکاری شما: { $amount }. از صورت‌حساب بعدی کم می‌شود.
buildings-paid-items = صورت‌حساب‌های تسویه‌شده
buildings-payments = پرداخت‌های شما
# $amount (String)
buildings-under-way = پرداخت { $amount } در دست بررسی است. اگر پول از حسابتان کم شده، دوباره نپردازید.
buildings-see-result = دیدن نتیجه
buildings-taken-back = بانک آن را پس گرفت
# $amount (String)
buildings-whole = کل هزینه: { $amount }
# $turn (String)
# $count (String)
buildings-instalment = قسط { $turn } از { $count }
# $amount (String)
# $key (String)
buildings-part = { $amount } با مبنای { $key }
buildings-weight = عدد مبنا
buildings-tab-report = گزارش
buildings-who-owes = چه کسی بدهکار است؟
buildings-not-due = سررسید نشده
# $days (String)
buildings-late-to = تا { $days } روز
# $days (String)
buildings-late-over = بیش از { $days } روز
buildings-in-advance = بستانکاری
buildings-total = جمع
# $month (String)
# $year (String)
buildings-month = { $month } { $year }
buildings-month-word = ماه
buildings-in-and-out = دخل و خرج، ماه‌به‌ماه
buildings-nothing-moved = هنوز نه پولی آمده و نه هزینه‌ای شده است.
buildings-charged = شارژ صادرشده
buildings-received = دریافت از واحدها
buildings-expenses-word = هزینه‌ها
buildings-gateway-fees = کارمزد درگاه و واریز
buildings-fund-end = ماندهٔ صندوق
# $name (String)
buildings-report-of = دخل و خرج { $name }
buildings-see-report = پول ساختمان کجا رفته؟
buildings-change-expense = اصلاح هزینه
buildings-delete-expense = حذف هزینه
buildings-delete-why = این هزینه دیگر در شارژ و گزارش حساب نمی‌شود. در تاریخچه می‌ماند که چه کسی آن را حذف کرده است.
buildings-delete-do = بله، حذفش کن
# $title (String)
buildings-expense-deleted = هزینهٔ «{ $title }» حذف شد.
buildings-is-divided = این هزینه عوض نمی‌شود، چون در این صورت‌حساب‌ها تقسیم شده است:
buildings-divided-do = اگر اشتباه است، اول شارژ آن ماه را برگردانید، بعد هزینه را درست و شارژ را دوباره صادر کنید.
buildings-divided-repeats-do = اگر از این پس مبلغش فرق می‌کند، تکرارش را تمام کنید و هزینهٔ تازه‌ای بنویسید. اگر از اول اشتباه بوده است، شارژ آن ماه‌ها را برگردانید، هزینه را درست و شارژ را دوباره صادر کنید.
buildings-history = تاریخچه
buildings-was-kept = ثبت شد
buildings-was-deleted = حذف شد
# $name (String)
# $moment (String)
buildings-by-and-when = { $name }، { $moment }
# $field (String)
# $was (String)
# $is (String)
buildings-from-to = { $field }: از { $was } به { $is }
buildings-other-file = فایل قبض عوض شد
buildings-and = {"؛ "}
buildings-yes = بله
buildings-no = خیر
buildings-owes = بدهی
buildings-owes-nothing = بدهی باز ندارد.
buildings-in-advance-why = از صورت‌حساب بعدی کم می‌شود
buildings-receive = ثبت پول نقد یا کارت‌به‌کارت
buildings-receive-why = اول از قدیمی‌ترین بدهی کم می‌شود و رسید شماره‌دار برایش پیامک می‌شود. این پول در کیف پول پیوند نیست.
buildings-way = چطور پرداخت شد؟
buildings-way-cash = نقد
buildings-way-card = کارت‌به‌کارت
buildings-reference = شمارهٔ پیگیری
buildings-receive-do = ثبت و ارسال رسید
# $amount (String)
buildings-received-by-hand = دریافت { $amount } ثبت شد و رسیدش در صف ارسال است.
buildings-never-billed = برای این ساکن هنوز شارژی صادر نشده است؛ اول شارژ را صادر کنید.
buildings-day-to-come = این روز هنوز نرسیده است.
# $number (String)
buildings-cash-receipt = نقد، رسید { $number }
# $number (String)
buildings-card-receipt = کارت‌به‌کارت، رسید { $number }
buildings-by-hand = ثبت‌شده به دست مدیر
buildings-waived = بخشودگی
buildings-waive = بخشیدن
buildings-waive-title = بخشیدن بدهی
buildings-waive-why = این مبلغ از بدهی کم می‌شود، بی‌آنکه پولی برسد. در گزارش ساختمان با نام بخشودگی می‌آید.
buildings-waive-do = بخشیدن این مبلغ
buildings-reason = دلیل
buildings-waive-reason-hint = مثلاً مصوبهٔ هیئت‌مدیره و تاریخ آن
# $rest (String)
buildings-waived-too-much = از این صورت‌حساب { $rest } مانده است؛ بیشتر از آن را نمی‌شود بخشید.
# $amount (String)
buildings-waived-told = { $amount } از بدهی بخشیده شد.
buildings-recorded-by = ثبت‌کننده
buildings-settlement-void = باطل شد
buildings-was-reversed-with-month = شارژ آن ماه برگردانده شد
buildings-settlement-wrong = اشتباه ثبت شده است؟
buildings-settlement-wrong-why = باطلش کنید تا بدهی همان بشود که بود؛ اگر رسید داشته، ساکن باخبر می‌شود. بعد درستش را ثبت کنید.
buildings-settlement-reverse = باطل کردن
buildings-settlement-reversed = باطل شد و بدهی به حال قبل برگشت.
buildings-about = نام و نشانی ساختمان
buildings-about-why = روی قبض‌ها و پیام‌های بعدی همین می‌آید؛ آنچه فرستاده شده عوض نمی‌شود.
buildings-unit-too-many = این واحد اضافه است؟
buildings-unit-too-many-why = هنوز هیچ پول، قبض یا سابقه‌ای ندارد و می‌شود برداشتش.
buildings-unit-remove = برداشتن واحد
# $what (String)
buildings-unit-stays = این واحد را نمی‌شود برداشت، چون این‌ها را دارد: { $what }.
buildings-hangs-money = قبض یا پول
buildings-hangs-people = افراد (اگر اشتباه ثبت شده‌اند، اول از فهرست واحد برداریدشان)
buildings-hangs-extras = مبلغ ویژهٔ واحد
buildings-hangs-meters = کنتور
buildings-hangs-talk = درخواست یا رأی
buildings-hangs-costs = هزینه‌ای که فقط با چند واحد است
# $place (String)
buildings-unit-removed = { $place } برداشته شد.
buildings-category-new = دستهٔ تازه
buildings-category-new-why = هزینه‌ای که در این فهرست نیست؛ نام و روش تقسیمش با شماست.
buildings-category-name = نام دسته
buildings-category-name-hint = قبض‌های صادرشده همان نام را نگه می‌دارند.
buildings-category-taken = دستهٔ دیگری همین نام را دارد.
