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
