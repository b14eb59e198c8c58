//! What runs an example: each operation by its name.

use peyvand::charges;
use peyvand::charges::Base;
use peyvand::charges::Debt;
use peyvand::charges::FixedPlan;
use peyvand::charges::Grace;
use peyvand::charges::Kind;
use peyvand::charges::Opening;
use peyvand::charges::Order;
use peyvand::charges::Piece;
use peyvand::charges::Rate;
use peyvand::charges::Reading;
use peyvand::charges::Report;
use peyvand::locale::Jalali;
use peyvand::money::Money;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// In what an example comes out differently; `None`: it does not.
pub fn difference(example: &Value) -> Option<String> {
    let (op, given, expected) = (text(&example["op"]), &example["in"], &example["out"]);
    let Some(got) = run(&op, given) else { return Some(format!("{}: no {op}", example["id"])) };
    let is_same = match (expected, &got) {
        // What an example is silent about, it does not ask.
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().all(|(name, value)| got.get(name) == Some(value))
        }
        _ => *expected == got,
    };
    (!is_same).then(|| format!("{} ({op}): {got} instead of {expected}", example["id"]))
}

fn run(op: &str, i: &Value) -> Option<Value> {
    Some(match op {
        "lr" => amounts(&charges::split(money(&i["total"]), &weights(&i["w"])).unwrap()),
        "composite" => composite(i),
        "fixed" => fixed(i),
        "quantum" => quantum(i),
        "roundup" => {
            let (total, step) = (money(&i["total"]), money(&i["q"]));
            let (exact, billed, fund) =
                charges::rounded_up(total, step, &weights(&i["w"])).unwrap();
            json!({"exact": amounts(&exact), "billed": amounts(&billed), "to_fund": fund})
        }
        "borne" => {
            let line = |line: &Value| {
                let percent = u8::try_from(number(&line[1])).unwrap();
                let (owner, occupant) = charges::borne(money(&line[0]), percent);
                json!([owner, occupant])
            };
            list(&i["lines"]).iter().map(line).collect()
        }
        "special" => special(i),
        "settle" => {
            let total = if i["actual"].is_null() { &i["total"] } else { &i["actual"] };
            let advances: Vec<Money> = list(&i["advances"]).iter().map(money).collect();
            amounts(&charges::settle(money(total), &weights(&i["w"]), &advances).unwrap())
        }
        "meter" => meter(i),
        "tier" => {
            let step = |step: &Value| (step[0].as_u64(), money(&step[1]));
            let steps: Vec<_> = list(&i["steps"]).iter().map(step).collect();
            let prices = weights(&i["units"]).into_iter();
            amounts(&prices.map(|units| charges::step_price(&steps, units)).collect::<Vec<_>>())
        }
        "bill" => bill(i),
        "discount" => {
            let principal = money(&i["principal"]);
            let discount = charges::discount(principal, points(&i["bps"]));
            json!({"discount": discount, "pay": principal - discount})
        }
        "allocate" => allocate(i),
        "reverse" => reverse(i),
        "ageing" => ageing(i),
        "opening" => {
            let opening = Opening {
                cash: money(&i["cash"]),
                receivable: money(&i["receivable"]),
                credits: money(&i["credits"]),
                payable: money(&i["payable"]),
                reserve: money(&i["reserve"]),
            };
            json!({"opening_equity": opening.equity()})
        }
        "fund_report" => fund_report(i),
        "daily_posting" => daily_posting(i),
        "annual_interest" => annual_interest(i),
        late if late.starts_with("late_fee") => late_fee(i),
        _ => return None,
    })
}

fn composite(i: &Value) -> Value {
    let part = |part: &Value| (part[0].as_u64().unwrap(), weights(&part[1]));
    let parts: Vec<_> = list(&i["parts"]).iter().map(part).collect();
    let mixed = charges::mix(money(&i["total"]), &parts).unwrap();
    let rows: Vec<Value> = mixed.rows.iter().map(|row| amounts(row)).collect();
    json!({"components": amounts(&mixed.components), "rows": rows, "sum": amounts(&mixed.sum)})
}

fn fixed(i: &Value) -> Value {
    let plan = FixedPlan {
        base: money(&i["base"]),
        square_metre: money(&i["rate_m2"]),
        person: money(&i["rate_person"]),
        parking: money(&i["rate_parking"]),
        round_up: money(&i["round_up"]),
    };
    let unit = |unit: &Value| {
        let count = |place: usize| u32::try_from(number(&unit[place])).unwrap();
        let base = Base { area: count(0), persons: count(1), parkings: count(2) };
        let (exact, billed) = charges::fixed(&plan, base);
        json!([exact, billed])
    };
    list(&i["units"]).iter().map(unit).collect()
}

fn quantum(i: &Value) -> Value {
    let (mut carry, step, w) = (money(&i["carry"]), money(&i["q"]), weights(&i["w"]));
    let totals = if i["totals"].is_null() { &i["total"] } else { &i["totals"] };
    let Some(totals) = totals.as_array() else {
        let (billed, carry) = charges::in_quanta((money(totals), carry), step, &w).unwrap();
        return json!({"billed": amounts(&billed), "shares": amounts(&billed), "carry": carry});
    };
    let mut rows = vec![];
    for total in totals {
        let (billed, next) = charges::in_quanta((money(total), carry), step, &w).unwrap();
        carry = next;
        rows.push(json!({"billed": amounts(&billed), "carry": carry}));
    }
    Value::Array(rows)
}

fn special(i: &Value) -> Value {
    let unit = charges::split(money(&i["total"]), &weights(&i["w"])).unwrap();
    let count = usize::try_from(number(&i["n"])).unwrap();
    let rows: Vec<Vec<Money>> =
        unit.iter().map(|amount| charges::in_instalments(*amount, count).unwrap()).collect();
    let sums: Vec<Money> = (0..count).map(|turn| rows.iter().map(|row| row[turn]).sum()).collect();
    let instalments: Vec<Value> = rows.iter().map(|row| amounts(row)).collect();
    json!({"unit": amounts(&unit), "instalments": instalments, "per_instalment": amounts(&sums)})
}

fn meter(i: &Value) -> Value {
    let mut out = Map::new();
    for (name, figures) in i.as_object().unwrap() {
        let f = weights(figures);
        let reading = match name.as_str() {
            "rollover" => {
                Reading::Rollover { from: f[0], to: f[1], digits: u32::try_from(f[2]).unwrap() }
            }
            "replaced" => Reading::Replaced { from: f[0], last: f[1], first: f[2], to: f[3] },
            _ => Reading::Plain { from: f[0], to: f[1] },
        };
        let consumed = charges::consumption(reading);
        out.insert(name.clone(), consumed.map_or(Value::Null, Value::from));
    }
    Value::Object(out)
}

fn bill(i: &Value) -> Value {
    let area = weights(&i["area"]);
    let row = |category: &Value| {
        let w = if category[1] == "area" { area.clone() } else { vec![1; area.len()] };
        charges::split(money(&category[2]), &w).unwrap()
    };
    let rows: Vec<Vec<Money>> = list(&i["cats"]).iter().map(row).collect();
    let total: Vec<Money> =
        (0..area.len()).map(|unit| rows.iter().map(|row| row[unit]).sum()).collect();
    let rows: Vec<Value> = rows.iter().map(|row| amounts(row)).collect();
    json!({"rows": rows, "total": amounts(&total)})
}

fn allocate(i: &Value) -> Value {
    let items = list(&i["items"]);
    let names: Vec<String> = items.iter().map(|item| text(&item[0])).collect();
    let place = |name: &str| names.iter().position(|known| known == name);
    let debts: Vec<Debt> = (items.iter().enumerate())
        .map(|(at, item)| {
            let name = text(&item[0]);
            let principal = name.strip_suffix("_fee").and_then(place).unwrap_or(at);
            Debt {
                due: number(&item[1]),
                issued: i64::try_from(principal).unwrap(),
                kind: if item[2] == "f" { Kind::Fee } else { Kind::Principal },
                left: money(&item[3]),
            }
        })
        .collect();
    let order = if i["order"] == "oldest_item" { Order::OldestItem } else { Order::PrincipalFirst };
    let directed = i["directed"].as_array().cloned().unwrap_or_default();
    let first: Vec<usize> = directed.iter().map(|name| place(&text(name)).unwrap()).collect();
    let (reached, left) = charges::allocate(&debts, money(&i["amount"]), order, &first);
    let laid: Map<String, Value> =
        reached.into_iter().map(|(item, part)| (names[item].clone(), json!(part))).collect();
    json!([laid, left])
}

/// The allocations of a payment in their order, as pairs of name and amount, with the credit it left.
fn reverse(i: &Value) -> Value {
    let pairs: Vec<(String, Money)> = match &i["allocations"] {
        Value::Array(pairs) => pairs.iter().map(|pair| (text(&pair[0]), money(&pair[1]))).collect(),
        Value::Object(pairs) => {
            pairs.iter().map(|(name, amount)| (name.clone(), money(amount))).collect()
        }
        _ => vec![],
    };
    let held: Vec<Money> = pairs.iter().map(|(_, amount)| *amount).collect();
    let (taken, credit, _) = charges::reverse(&held, money(&i["credit"]), money(&i["amount"]));
    let taken: Map<String, Value> = (pairs.into_iter().zip(taken))
        .filter(|(_, taken)| *taken != Money::ZERO)
        .map(|((name, _), taken)| (name, json!(taken)))
        .collect();
    json!([taken, credit])
}

fn ageing(i: &Value) -> Value {
    let day = |value: &Value| {
        let text = text(value);
        let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        let part = |place: usize| u8::try_from(parts[place]).unwrap();
        Jalali::new(parts[0], part(1), part(2)).unwrap().start()
    };
    let as_of = day(&i["as_of"]);
    let item =
        |item: &Value| ((as_of - day(&item[0])).num_days(), money(&item[1]) - money(&item[2]));
    let aged = charges::age(list(&i["items"]).iter().map(item));
    json!({
        "not_due": aged.not_due, "1-30": aged.to_30, "31-60": aged.to_60, "61-90": aged.to_90,
        "91+": aged.over_90, "total": aged.total(),
    })
}

fn fund_report(i: &Value) -> Value {
    let report = Report {
        fund_start: money(&i["fund_start"]),
        receipts: money(&i["receipts"]),
        expenses: money(&i["expenses"]),
        gateway_fees: money(&i["gateway_fees"]),
        receivable_start: money(&i["recv_start_net"]),
        issued: money(&i["issued"]),
        additions: money(&i["reserve_addon"]),
        late_fees: money(&i["late_fees"]),
        discounts: money(&i["discounts"]),
        ..Report::default()
    };
    json!({"fund_end": report.fund_end(), "recv_end_net": report.receivable_end()})
}

fn daily_posting(i: &Value) -> Value {
    let (principal, grace) = (money(&i["principal"]), Grace::Shift(points(&i["grace"])));
    let rate = Rate::Monthly(points(&i["bps_month"]));
    let (from, to) = (points(&i["days"][0]), points(&i["days"][1]));
    let deltas = charges::postings(principal, (rate, grace), from..=to);
    let sum: Money = deltas.iter().copied().sum();
    let one = charges::fee(rate, &[Piece { principal, days: 1 }]);
    let naive: Money = deltas.iter().map(|_| one).sum();
    json!({"deltas": amounts(&deltas), "sum": sum, "naive_per_day_rounding": naive})
}

fn annual_interest(i: &Value) -> Value {
    let rate = Rate::Yearly(points(&i["bps_year"]));
    let as_of = number(&i["as_of"]);
    let late = |due: i64| u32::try_from((as_of - due).max(0)).unwrap();
    let piece = |item: &Value| Piece {
        principal: money(&item["principal"]),
        days: late(number(&item["due"])),
    };
    let pieces: Vec<Piece> = list(&i["items"]).iter().map(piece).collect();
    let principal: Money = pieces.iter().map(|piece| piece.principal).sum();
    let days = pieces.iter().map(|piece| piece.days).max().unwrap_or_default();
    json!({
        "right": charges::fee(rate, &pieces),
        "wrong_if_whole_balance_from_oldest_due": charges::fee(rate, &[Piece { principal, days }]),
    })
}

/// By days, or over principal that changed (`pieces` or `segments` of principal and days), or once.
fn late_fee(i: &Value) -> Value {
    let rate = match (i["bps_month"].is_null(), i["bps_year"].is_null()) {
        (false, _) => Rate::Monthly(points(&i["bps_month"])),
        (true, false) => Rate::Yearly(points(&i["bps_year"])),
        (true, true) => {
            let once = charges::percent_once(money(&i["principal"]), points(&i["bps"]));
            return json!(once);
        }
    };
    let pieces = ["pieces", "segments", "parts"].iter().find_map(|name| i[*name].as_array());
    if let Some(pieces) = pieces {
        let piece = |piece: &Value| Piece { principal: money(&piece[0]), days: points(&piece[1]) };
        let pieces: Vec<Piece> = pieces.iter().map(piece).collect();
        return json!(charges::fee(rate, &pieces));
    }
    let (principal, free) = (money(&i["principal"]), points(&i["grace"]));
    let by = |grace: Grace| -> Value {
        let after = |late: &Value| {
            let days = grace.counted(points(late));
            json!(charges::fee(rate, &[Piece { principal, days }]))
        };
        i["late_days"].as_array().map(|days| days.iter().map(after).collect()).unwrap_or_default()
    };
    json!({"shift": by(Grace::Shift(free)), "cliff": by(Grace::Cliff(free))})
}

fn money(value: &Value) -> Money {
    Money::rials(if value.is_null() { 0 } else { number(value) })
}

fn amounts(amounts: &[Money]) -> Value {
    json!(amounts)
}

fn weights(value: &Value) -> Vec<u64> {
    list(value).iter().map(|weight| weight.as_u64().unwrap()).collect()
}

fn points(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap_or_default()).unwrap()
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
