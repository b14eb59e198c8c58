# گزارش‌های ساختمان: به تفکیک دسته و واحد، ریز هر ماه، و تسویهٔ سال

books-more = گزارش‌های دیگر
books-by-category = به تفکیک دستهٔ هزینه
books-by-unit = به تفکیک واحد
books-year-end = تسویهٔ سال
# $year (String)
books-year-of = تسویهٔ سال { $year }
books-year = سال
books-year-goes-on = این سال هنوز تمام نشده است؛ آنچه می‌بینید تا امروز است.
books-how-counted = هر صورت‌حساب در ماه خودش و هر پول در روزی که داده شده حساب می‌شود؛ آنچه باطل شده به حساب نمی‌آید.
books-below-zero = ماندهٔ منفی یعنی واحد بستانکار است.
# $count (String)
books-too-many = گزارش حداکثر برای { $count } ماه است؛ بازهٔ کوتاه‌تری انتخاب کنید.
books-together = همهٔ این ماه‌ها با هم
books-month-by-month = ماه‌به‌ماه
books-spent = خرج‌شده
books-by-owners = سهم مالکان
books-by-occupants = سهم ساکنان
# $title (String)
books-levy = شارژ ویژه: { $title }
books-extras = مبلغ‌های جداگانهٔ واحدها
books-by-gateway = درگاه بانک
books-owed-start = بدهی واحدها در آغاز
books-owed-end = بدهی واحدها در پایان
books-owed = بدهی واحدها
books-money = پول صندوق
books-fund-start = صندوق در آغاز
books-funds = صندوق‌ها
books-funds-why = بر پایهٔ آنچه برای هر صندوق شارژ صادر شده است، چه پرداخت شده باشد چه نه.
books-fund = صندوق
# $name (String)
books-fund-of = صندوق { $name }
books-start = در آغاز
books-end = در پایان
books-set-aside = شارژ برای آن
# $what (String)
books-plus = به‌علاوهٔ { $what }
# $what (String)
books-less = منهای { $what }
books-what = شرح
books-sheet-year = سال
books-sheet-funds = صندوق‌ها
books-sheet-categories = دسته‌ها
books-sheet-units = واحدها

# ریز یک ماه و نمودار
# $month (String)
books-month-of = ریز دخل و خرج { $month }
books-how-the-fund-ends = ماندهٔ صندوق از کجا آمد؟
books-no-lines = در این ماه چیزی نبوده است.
books-chart = دریافت و هزینهٔ هر ماه
# $months (String)
# $received (String)
# $spent (String)
books-chart-said = در { $months } ماه، { $received } از واحدها دریافت و { $spent } هزینه شده است. رقم هر ماه در جدول زیر آمده است.
