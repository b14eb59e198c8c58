# بدهی ساکنان: یادآوری، جریمه، مهلت و مدرک

debts-reminders = یادآوری بدهی
debts-reminders-why = هرکس بدهی دارد، در این روزها یک پیام با لینک تسویهٔ همهٔ بدهی‌اش می‌گیرد.
debts-rules = چه وقت یادآوری شود؟
debts-is-on = یادآوری فرستاده شود
debts-on-days = در این روزها، نسبت به مهلت پرداخت
# $count (Number)
# $n (String)
debts-days-before = { $count ->
   *[other] { $n } روز پیش
}
debts-day-itself = روز مهلت
# $count (Number)
# $n (String)
debts-days-after = { $count ->
   *[other] { $n } روز پس
}
debts-then-every = پس از آخرین روز
# $n (String)
debts-every-days = هر { $n } روز یک بار
debts-every-never = دیگر نه
debts-times-max = برای یک بدهی حداکثر چند بار؟
debts-hour = از چه ساعتی؟
debts-hour-hint = میان ساعت ۲۱ تا ۹ هیچ یادآوری فرستاده نمی‌شود.
debts-least = به بدهی کمتر از این کاری نداشته باش
debts-stops = یادآوری با پرداخت می‌ایستد و برای صورت‌حسابی که رسیدگی می‌شود هم فرستاده نمی‌شود. تا دو روز پس از رسیدن صورت‌حساب یا پرداخت، کسی یادآوری نمی‌گیرد.
debts-save = ذخیره
debts-preview = اول نشان بده چه می‌شود
debts-no-days = دست‌کم یک روز را انتخاب کنید.
debts-forecast = سی روز آینده، اگر کسی نپردازد
debts-forecast-none = در سی روز آینده یادآوری در راه نیست.
# $count (Number)
# $n (String)
# $cost (String)
debts-forecast-sum = { $count ->
   *[other] { $n } پیام، با هزینهٔ پیامک حدود { $cost }
}
# $hour (String)
debts-from-hour = ساعت { $hour }
debts-reaches-nobody = بی‌شماره؛ به کسی نمی‌رسد
debts-to-reminders = یادآوری‌ها

debts-dispute = اعتراض
debts-disputed = در حال رسیدگی
debts-dispute-title = اعتراض به صورت‌حساب
debts-dispute-why = اگر ساکن این صورت‌حساب را قبول ندارد، دلیلش را بنویسید. بدهی سر جایش می‌ماند، ولی تا پایان رسیدگی یادآوری نمی‌شود.
debts-dispute-hint = مثلاً: کنتور آب اشتباه خوانده شده است
debts-dispute-do = ثبت اعتراض
debts-disputed-told = اعتراض ثبت شد. تا پایان رسیدگی یادآوری فرستاده نمی‌شود.
debts-dispute-end-why = اگر رسیدگی شد و صورت‌حساب درست است، اعتراض را ببندید تا دوباره یادآوری شود. اگر درست نیست، آن را ببخشید یا شارژ آن ماه را برگردانید.
debts-dispute-end = رسیدگی شد
debts-dispute-ended = اعتراض بسته شد و یادآوری از سر گرفته می‌شود.

debts-fees = جریمهٔ دیرکرد
debts-fees-why = قانون جریمه‌ای برای دیر پرداختن شارژ نگذاشته است. فقط اگر ساختمان خودش تصمیم گرفته باشد، اینجا ثبتش کنید.
debts-fee-record = ثبت مصوبه
debts-fee-record-why = متن مصوبه را همان‌طور که نوشته شده بیاورید. هر ساکنی که جریمه بدهد آن را می‌بیند.
debts-fee-words = متن مصوبه
debts-fee-decided-on = تاریخ تصویب
debts-fee-form = جریمه چطور حساب شود؟
debts-fee-form-monthly = درصد در ماه
debts-fee-form-yearly = درصد در سال
debts-fee-form-percent = یک بار، درصدی
debts-fee-form-fixed = یک بار، مبلغ ثابت
debts-fee-percent = چند درصد؟
debts-fee-percent-hint = جریمهٔ ماهانه و سالانه روزشمار است و فقط بر اصل بدهی می‌نشیند.
debts-fee-amount = مبلغ ثابت
debts-fee-grace-days = چند روز مهلت بی‌جریمه؟
debts-fee-grace = پس از این مهلت
debts-fee-shift = روزهای مهلت هیچ‌وقت حساب نشود
debts-fee-cliff = همهٔ روزهای دیرکرد حساب شود
debts-fee-cap = سقف جریمه، درصد از اصل بدهی
debts-fee-cap-hint = جریمهٔ هر صورت‌حساب از این بیشتر نمی‌شود.
debts-fee-from = برای صورت‌حساب‌هایی که مهلتشان از این روز به بعد است
debts-fee-record-do = ثبت مصوبه و شروع جریمه
debts-fee-recorded = مصوبه ثبت شد.
debts-fee-before-decision = جریمه نمی‌تواند پیش از تصویب شروع شود.
debts-fee-holds-already = برای بخشی از این صورت‌حساب‌ها مصوبهٔ دیگری ثبت شده است. اول آن را پایان دهید یا روز دیرتری را انتخاب کنید.
debts-fee-end = پایان این مصوبه
debts-fee-end-why = از فردا هیچ جریمه‌ای بیشتر نمی‌شود. آنچه تا حالا حساب شده می‌ماند و می‌شود آن را بخشید.
debts-fee-ended = این مصوبه پایان یافت؛ از فردا جریمه‌ای حساب نمی‌شود.
debts-fee-ended-on = پایان
# $title (String)
debts-fee-of = جریمهٔ دیرکرد { $title }
# $percent (String)
debts-fee-rule-monthly = { $percent } در ماه، روزشمار
# $percent (String)
debts-fee-rule-yearly = { $percent } در سال، روزشمار
# $percent (String)
debts-fee-rule-percent = یک بار، { $percent } بدهی
# $amount (String)
debts-fee-rule-fixed = یک بار، { $amount }
# $rule (String)
# $days (String)
debts-fee-rule-grace = { $rule }، پس از { $days } روز
# $rule (String)
# $cap (String)
debts-fee-rule-cap = { $rule }، تا سقف { $cap } بدهی
# $day (String)
debts-fee-through = تا پایان { $day }
debts-fee-principal = اصل بدهی
debts-fee-late-days = روز دیرکرد
debts-fee-by-decision = به موجب مصوبه

debts-promise = قول پرداخت
debts-promise-why = بگویید چه روزی می‌پردازید. تا وقتی سر قولتان هستید، فقط یادآوری همان روز را می‌گیرید.
debts-promise-rests-fees = در این مدت جریمهٔ دیرکرد هم حساب نمی‌شود.
debts-promise-count = چطور می‌پردازید؟
debts-promise-at-once = یک‌جا
# $n (String)
debts-promise-in-parts = در { $n } قسط ماهانه
debts-promise-first = روز پرداخت، یا قسط اول
debts-promise-do = قول می‌دهم
debts-promise-broken = اگر قسطی تا پایان روزش نرسد، همه‌چیز به حال قبل برمی‌گردد و تا سه ماه قول تازه‌ای پذیرفته نمی‌شود.
debts-promise-no-count = یکی از این راه‌ها را انتخاب کنید.
debts-promise-too-early = این روز باید از فردا به بعد باشد.
# $day (String)
debts-promise-too-late = آخرین قسط باید تا { $day } باشد.
debts-promise-offer = الان نمی‌توانم بپردازم
debts-promised = قول داده‌اید
# $amount (String)
# $day (String)
debts-promised-next = پرداخت بعدی { $amount } تا پایان { $day }
debts-promises = قول پرداخت و قسط
debts-promises-why = ساکنی که نمی‌تواند یک‌جا بپردازد، از صفحهٔ بدهی خودش قول می‌دهد یا قسط می‌بندد.
debts-promise-rules = ساکنان چه قولی می‌توانند بدهند؟
debts-promise-is-on = ساکنان بتوانند قول بدهند
debts-promise-parts-max = حداکثر چند قسط ماهانه؟
debts-promise-days-max = آخرین قسط تا چند روز دیگر؟
debts-promise-rest = تا وقتی سر قولشان هستند، جریمهٔ دیرکرد حساب نشود
debts-promises-standing = قول‌های جاری
debts-promises-none = کسی قولی نداده است.
debts-promise-withdraw = لغو این قول
debts-promise-withdrawn = قول لغو شد و یادآوری مثل قبل فرستاده می‌شود.

debts-demand = اظهارنامهٔ بدهی
debts-demand-head = اظهارنامهٔ مطالبهٔ شارژ
debts-demand-by = موضوع مادهٔ ۱۰ مکرر قانون تملک آپارتمان‌ها
debts-demand-from = اظهارکننده
# $name (String)
debts-demand-manager = مدیر ساختمان { $name }
debts-demand-address = نشانی
debts-demand-to = مخاطب
debts-demand-day = تاریخ
# $name (String)
debts-demand-text = با سلام، سهم شما از هزینه‌های مشترک ساختمان { $name } به شرح زیر پرداخت نشده است. صورت ریز هر قلم در صفحهٔ بدهی شماست که نشانی آن با کد زیر باز می‌شود.
debts-demand-item = شرح
debts-demand-due = مهلت
debts-demand-rest = مانده
debts-demand-law = به موجب مادهٔ ۱۰ مکرر قانون تملک آپارتمان‌ها، اگر این مبلغ ظرف ده روز از تاریخ ابلاغ این اظهارنامه پرداخت نشود، مدیر می‌تواند از دادن خدمات مشترک خودداری کند و از ادارهٔ ثبت صدور اجرائیه را بخواهد.
debts-demand-pay = برای پرداخت، کد روبه‌رو را با دوربین گوشی بخوانید. صفحه همیشه بدهی همان لحظه را نشان می‌دهد.
debts-demand-sign = نام و امضای مدیر:
debts-demand-qr = کد صفحهٔ پرداخت بدهی
debts-demand-nothing = این ساکن بدهی بازی ندارد که مطالبه شود.
debts-demand-served = ابلاغ شد؟
debts-demand-served-why = روز ابلاغ را ثبت کنید تا ده روز قانونی شمرده شود. روز ابلاغ جزو ده روز نیست.
debts-demand-served-on = روز ابلاغ
debts-demand-served-do = ثبت روز ابلاغ
# $served (String)
# $last (String)
# $n (String)
debts-demand-runs = ابلاغ در { $served }. ده روز تا پایان { $last } است؛ { $n } روز مانده.
# $served (String)
# $last (String)
debts-demand-is-over = ابلاغ در { $served }. ده روز در پایان { $last } تمام شد.

# $title (String)
debts-lobby = اعلان { $title }
# $title (String)
# $due (String)
debts-lobby-text = همسایگان گرامی، { $title } صادر شد. لطفاً تا { $due } بپردازید.
debts-lobby-costs = هزینه‌ها
debts-lobby-total = جمع شارژ همهٔ واحدها
debts-lobby-units = شارژ هر واحد
debts-lobby-scan = کد واحد خود را با دوربین گوشی بخوانید تا لینک پرداخت به شمارهٔ ثبت‌شده پیامک شود.
# $place (String)
debts-lobby-qr = کد { $place }
debts-lobby-manager = مدیر ساختمان:
# $day (String)
debts-lobby-posted = تاریخ نصب: { $day }
debts-lobby-do = اعلان تابلو
debts-lobby-why = لینک پرداخت این واحد را به شماره‌هایی که مدیر ساختمان دارد پیامک می‌کنیم.
debts-lobby-send = لینک را پیامک کنید
debts-lobby-private = اینجا نام و بدهی کسی نشان داده نمی‌شود.
debts-lobby-sent = اگر این واحد بدهی دارد، لینک پرداخت به شمارهٔ ثبت‌شده‌اش فرستاده شد.
debts-lobby-not-come = اگر تا چند دقیقهٔ دیگر پیامکی نرسید، شماره‌تان را به مدیر ساختمان بدهید. در هر روز یک بار فرستاده می‌شود.

debts-sheet = دریافت اکسل
debts-sheet-months = دخل و خرج
debts-sheet-debtors = بدهکاران
# $name (String)
debts-in-rial = { $name } (ریال)

debts-transfer = کارت‌به‌کارت کرده‌ام
# $name (String)
debts-transfer-why = اگر پول را مستقیم برای مدیر { $name } فرستاده‌اید، اینجا خبر بدهید. پس از تأیید مدیر، از بدهی شما کم می‌شود و رسید شماره‌دار پیامک می‌شود.
debts-transfer-day = روز واریز
debts-transfer-file = عکس رسید
debts-transfer-do = خبر به مدیر
debts-transfer-no-proof = شمارهٔ پیگیری یا عکس رسید را بفرستید.
debts-transfers-told = خبرهای قبلی
# $reason (String)
debts-transfer-refused = پذیرفته نشد: { $reason }
debts-transfer-waits = منتظر تأیید مدیر
debts-transfers = واریزهای اعلام‌شده
debts-transfers-why = ساکنان می‌گویند این مبلغ‌ها را کارت‌به‌کارت کرده‌اند. پیش از تأیید، حساب بانکی را نگاه کنید.
debts-transfers-none = واریزی منتظر تأیید شما نیست.
debts-transfer-told-at = زمان اعلام
debts-transfer-see = دیدن عکس رسید
debts-transfer-known = پولی با همین شمارهٔ پیگیری قبلاً ثبت شده است.
debts-transfer-accept = رسیده است؛ ثبت و ارسال رسید
debts-transfer-refuse = نپذیرفتن
debts-transfer-reason = دلیل
debts-transfer-accepted = واریز ثبت شد و رسیدش در صف ارسال است.
debts-transfer-is-refused = واریز پذیرفته نشد. ساکن دلیل را در صفحهٔ بدهی‌اش می‌بیند.
debts-transfer-was-refused = این واریز پیش از این پذیرفته نشده بود.
# $count (Number)
# $n (String)
debts-transfers-waiting = { $count ->
   *[other] { $n } واریز منتظر تأیید شماست
}

debts-openings = مانده از پیش
debts-openings-why = بدهی یا بستانکاری هر واحد که پیش از آمدن به پیوند مانده است. به این بدهی جریمهٔ دیرکرد تعلق نمی‌گیرد؛ جریمه فقط برای شارژهای صادرشده است.
debts-openings-stand = مانده‌های ثبت‌شده
debts-opening-debt = بدهی پیشین
debts-opening-credit = بستانکاری پیشین
debts-opening-whose = برای چه کسی؟
debts-opening-side = بدهکار است یا بستانکار؟
debts-opening-owed = بدهکار
debts-opening-ahead = بستانکار
debts-opening-since = تاریخ
debts-opening-since-hint = برای بدهی، آخرین مهلت پرداختش؛ برای بستانکاری، روزی که پرداخت شده است. در جدول مثل ۱۴۰۵/۰۶/۳۱.
debts-opening-note = بابت
debts-opening-do = ثبت
debts-opening-one-of-two = در هر ردیف یا مبلغ بدهکار را بنویسید یا مبلغ بستانکار را.
debts-opening-two-units = واحد پول ستون بدهکار و ستون بستانکار باید یکی باشد.
debts-opening-nobody = این واحد حالا چنین ساکنی ندارد؛ اول او را در صفحهٔ واحد ثبت کنید.
debts-opening-twice = این ردیف برای همان کس و همان تاریخ تکرار شده است.
debts-opening-stands = برای همین تاریخ ماندهٔ دیگری ثبت شده است؛ اگر اشتباه بوده، اول آن را برگردانید.
# $name (String)
# $day (String)
debts-opening-recorded = { $name } در { $day } ثبت کرده است
debts-opening-void = برگشت خورد
debts-opening-wrong-why = سند برعکسش ثبت می‌شود و هر دو در حساب می‌مانند. پولی که برای این بدهی پرداخت شده است، بستانکاری همان ساکن می‌شود.
debts-opening-reverse = برگرداندن
debts-opening-reversed = مانده برگشت خورد.
# $count (Number)
# $n (String)
debts-opening-known = { $count ->
   *[other] { $n } ردیف از پیش ثبت شده است و تغییری نمی‌کند.
}
# $count (Number)
# $n (String)
debts-opening-came = { $count ->
   *[other] { $n } مانده ثبت شد.
}
debts-early = تخفیف خوش‌حسابی
debts-early-why = اگر ساختمان تصمیم گرفته باشد، بخشی از صورت‌حساب کسی که زودتر و کامل بپردازد بخشیده می‌شود.
debts-early-record-why = متن مصوبه را همان‌طور که نوشته شده بیاورید. پیشنهاد تخفیف روی صورت‌حساب‌های تازه نوشته می‌شود.
debts-early-percent = چند درصد صورت‌حساب؟
debts-early-percent-hint = تا ۵۰ درصد؛ به پایین گرد می‌شود.
debts-early-days = تا چند روز پیش از مهلت؟
debts-early-days-hint = صفر یعنی تا پایان مهلت.
debts-early-record-do = ثبت مصوبه و شروع تخفیف
debts-early-recorded = مصوبه ثبت شد؛ صورت‌حساب‌های تازه این پیشنهاد را دارند.
debts-early-before-decision = تخفیف نمی‌تواند پیش از تصویب شروع شود.
debts-early-end-why = صورت‌حساب‌هایی که از این پس صادر شوند تخفیف ندارند. پیشنهادی که داده‌اید می‌ماند.
debts-early-ended = این مصوبه پایان یافت.
# $percent (String)
# $days (String)
debts-early-rule = { $percent } تخفیف، تا { $days } روز پیش از مهلت
# $percent (String)
debts-early-rule-last = { $percent } تخفیف، تا پایان مهلت
# $day (String)
# $amount (String)
debts-early-offer = تا پایان { $day } کامل بپردازید: { $amount } تخفیف
# $amount (String)
debts-early-sum = همه را امروز بپردازید: { $amount }
