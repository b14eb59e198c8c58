# هزینه‌های ساختمان: کدام ماه آن را می‌دهد، شارژ ثابت چه می‌خواهد و پیش از صدور چه کم است.

# $count (Number)
# $n (String)
costs-uncharged = { $count ->
   *[other] هزینه‌های { $n } ماه هنوز در هیچ شارژی نیامده است:
}
# $month (String)
costs-draft-of = پیش‌نمایش { $month }
# $month (String)
costs-to-issue = صدور شارژ { $month }
costs-other-months = ماه‌های دیگر
costs-see-month = دیدن پیش‌نمایش
# $charge (String)
costs-kept-in = هزینه ثبت شد و در { $charge } تقسیم می‌شود.
costs-in-no-charge = هنوز در شارژی نیامده
costs-repeats-hint = هر ماه همهٔ مبلغ را می‌دهد.
costs-repeats-or-months = هزینه‌ای که هر ماه تکرار می‌شود هر بار کامل حساب می‌شود و دیگر بر چند ماه تقسیم نمی‌شود. اینجا ۱ بنویسید یا تکرار را بردارید.
costs-held = موجودی صندوق
costs-held-why = پس از همهٔ دریافت‌ها و هزینه‌ها
# $n (String)
costs-all-debtors = همهٔ بدهکاران ({ $n })
costs-funds = صندوق‌ها
costs-funds-why = آنچه از آغاز بوده و آنچه صورت‌حساب‌ها کنار گذاشته‌اند، پرداخت‌شده یا نشده، منهای آنچه خرج شده است.
costs-state-nothing = چیزی صادر نشده
# $month (String)
costs-back-to-draft = برگشت به پیش‌نمایش { $month }
# $n (String)
costs-no-people = { $n } واحد کسی را ندارند که صورت‌حساب بگیرد:
costs-mend-people = ثبت ساکنان این واحد
# $category (String)
costs-mend-category = تقسیم «{ $category }»
costs-mend-expense = خود هزینه
costs-mend-levy = خود شارژ ویژه
costs-mend-readings = ثبت قرائت کنتورها
# $amount (String)
# $whole (String)
costs-rule = سهم هر واحد = { $amount } × عدد مبنای واحد ÷ { $whole }، گردشده رو به پایین تا ریال.
# $rest (String)
costs-rule-rest = { $rest } باقی‌مانده ریال‌به‌ریال به واحدهایی رسیده که کسر بزرگ‌تری داشتند.
# $unit (String)
costs-share-in = سهم به { $unit }
# $n (String)
costs-square-metres = { $n } متر مربع
# $n (String)
costs-person-days = { $n } نفر-روز
# $n (String)
costs-millionths = { $n } میلیونیم
# $n (String)
# $measure (String)
costs-measured = { $n } { $measure }
# $what (String)
# $amount (String)
costs-plan-part = { $what }: { $amount }
# $rate (String)
# $count (String)
# $sum (String)
costs-plan-times = { $rate } × { $count } = { $sum }
# $sum (String)
# $step (String)
costs-plan-rounded = جمع { $sum }، گردشده رو به بالا به مضرب { $step }
# $sum (String)
costs-plan-sum = شارژ ثابت این واحد: { $sum }
# $n (String)
# $month (String)
# $day (String)
costs-plan-version = بر پایهٔ نسخهٔ { $n } شارژ ثابت، از { $month }، ثبت‌شده در { $day }
# $n (String)
# $month (String)
costs-plan-from = نسخهٔ { $n }، از { $month }
costs-plan-in-force = در حال اجرا
costs-plan-new = نسخهٔ تازه
costs-plan-versions = نسخه‌ها تا امروز
# $n (String)
costs-under-way = { $n } پرداخت در دست بررسی است. اگر پول از حسابتان کم شده، دوباره نپردازید.
