#include "core/ingest/columns.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "core/ingest/headings.hpp"
#include "core/ingest/rules.hpp"
#include "core/ingest/text.hpp"
#include "core/model/untold.hpp"

namespace rosterd::ingest
{

namespace
{

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Where a cell goes: a field, an extension by name, or nowhere.
struct Goal {
    std::optional<Field> field;
    std::string extension;
};

Goal goal_of(const std::optional<std::string>& canonical)
{
    if (!canonical) {
        return {};
    }
    if (canonical->starts_with(kExtension)) {
        return {std::nullopt, canonical->substr(kExtension.size())};
    }
    return {field_named(*canonical), {}};
}

void put(Values& values, const Goal& goal, Value value)
{
    if (goal.field) {
        values.fields[index_of(*goal.field)] = std::move(value);
    } else if (!goal.extension.empty()) {
        values.extensions.emplace_back(goal.extension, std::move(value));
    }
}

} // namespace

struct Columns::Rule {
    const FieldRule* rule;
    Goal goal;
    std::unique_ptr<re2::RE2> expression;
    std::vector<std::string> headings; // keys of those it reads, in order
    bool as_it_is = true;              // it says which column, and changes nothing

    // The first of its cells that can't be told; kNone: all can. No recipe makes a value of such a
    // cell, least of all by what it says of every other text.
    static std::size_t untold_of(const model::Record& record, const std::vector<std::size_t>& cells)
    {
        const auto found = std::ranges::find_if(cells, [&](std::size_t cell) {
            return cell != kNone && model::why_untold(record.cells[cell].text);
        });
        return found == cells.end() ? kNone : *found;
    }

    // What it begins with: its constant, or its cells joined. No recipe is written with a
    // spreadsheet's apostrophes in mind: they are taken off first.
    Cleaned<std::optional<std::string>> input_from(const model::Record& record,
                                                   const std::vector<std::size_t>& cells) const
    {
        Cleaned<std::optional<std::string>> out{rule->constant, {}};
        for (const std::size_t cell : cells) {
            if (cell == kNone) {
                continue;
            }
            std::string_view part = trimmed(record.cells[cell].text);
            const std::string_view unmarked = without_text_mark(part);
            if (!as_it_is && unmarked != part) {
                out.remarks.push_back({"text.apostrophe", std::string{unmarked}, {}});
                part = unmarked;
            }
            const bool apart = out.value && !out.value->empty() && !part.empty();
            out.value = out.value.value_or("").append(apart ? rule->separator : "").append(part);
        }
        return out;
    }
};

struct Columns::Layout {
    model::RecordKind kind{};
    std::vector<std::string> headings;
    std::vector<Goal> goals;                      // of each cell
    std::vector<std::vector<std::size_t>> inputs; // cells of each rule; kNone where absent
};

Columns::Columns(const Mapping& mapping) : mapping_{mapping}
{
    for (const FieldRule& rule : mapping.rules) {
        Rule one{&rule, goal_of(rule.field), nullptr, {}};
        one.as_it_is = rule.join.empty() && !rule.split && !rule.regex && rule.lookup.empty();
        if (rule.regex) {
            one.expression = std::make_unique<re2::RE2>(*rule.regex, re2::RE2::Quiet);
        }
        if (rule.from) {
            one.headings.push_back(heading_key(*rule.from));
        }
        for (const std::string& heading : rule.join) {
            one.headings.push_back(heading_key(heading));
        }
        rules_.push_back(std::move(one));
    }
}

Columns::~Columns() = default;

std::vector<Meaning> Columns::meanings(model::RecordKind kind,
                                       const std::vector<std::string>& headings) const
{
    std::vector<Meaning> out;
    std::unordered_map<std::string, std::size_t> holder;
    for (const Rule& rule : rules_) {
        holder.emplace(rule.rule->field, kNone);
    }
    for (std::size_t i = 0; i < headings.size(); ++i) {
        Meaning meaning;
        const std::string key = heading_key(headings[i]);
        meaning.by_rule = std::ranges::any_of(rules_, [&](const Rule& rule) {
            return std::ranges::find(rule.headings, key) != rule.headings.end();
        });
        if (mapping_.recognise_headings && !meaning.by_rule) {
            meaning.field = recognise_heading_of(kind, headings[i]);
        }
        if (meaning.field) {
            const auto [at, first] = holder.emplace(*meaning.field, i);
            meaning.by_rule = !first && at->second == kNone; // the rule speaks for this field
            if (!first && at->second != kNone) {
                meaning.same_as = at->second;
            }
        }
        out.push_back(std::move(meaning));
    }
    return out;
}

bool Columns::fits(const model::Record& record) const
{
    return layout_ && layout_->kind == record.kind &&
           std::ranges::equal(layout_->headings, record.cells, std::ranges::equal_to{},
                              std::identity{}, &model::Cell::heading);
}

void Columns::lay_out(const model::Record& record)
{
    layout_ = std::make_unique<Layout>();
    layout_->kind = record.kind;
    std::unordered_map<std::string, std::size_t> cell_of;
    for (const model::Cell& cell : record.cells) {
        cell_of.emplace(heading_key(cell.heading), layout_->headings.size());
        layout_->headings.push_back(cell.heading);
    }
    for (const Meaning& meaning : meanings(record.kind, layout_->headings)) {
        const bool counts = meaning.field && !meaning.by_rule && !meaning.same_as;
        layout_->goals.push_back(counts ? goal_of(meaning.field) : Goal{});
    }
    for (const Rule& rule : rules_) {
        auto& inputs = layout_->inputs.emplace_back();
        for (const std::string& heading : rule.headings) {
            const auto found = cell_of.find(heading);
            inputs.push_back(found == cell_of.end() ? kNone : found->second);
        }
    }
}

Values Columns::read(const model::Record& record)
{
    if (!fits(record)) {
        lay_out(record);
    }
    Values values;
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
        const Goal& goal = layout_->goals[i];
        if (goal.field || !goal.extension.empty()) {
            put(values, goal, {record.cells[i].heading, record.cells[i].text, {}});
        }
    }
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        const Rule& rule = rules_[r];
        const std::vector<std::size_t>& cells = layout_->inputs[r];
        if (const std::size_t untold = Rule::untold_of(record, cells); untold != kNone) {
            put(values, rule.goal, {record.cells[untold].heading, record.cells[untold].text, {}});
            continue;
        }
        Cleaned<std::optional<std::string>> input = rule.input_from(record, cells);
        auto made = carry_out(*rule.rule, rule.expression.get(), std::move(input.value));
        if (made.value) {
            const auto first =
                std::ranges::find_if(cells, [](std::size_t i) { return i != kNone; });
            std::ranges::move(made.remarks, std::back_inserter(input.remarks));
            put(values, rule.goal,
                {first == cells.end() ? "" : record.cells[*first].heading, std::move(*made.value),
                 std::move(input.remarks)});
        }
    }
    return values;
}

} // namespace rosterd::ingest
