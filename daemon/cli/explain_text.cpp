#include "daemon/cli/explain_text.hpp"

#include <algorithm>

#include "core/model/harmless.hpp"
#include "core/plan/guard_texts.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_values.hpp"
#include "core/plan/render_words.hpp"
#include "daemon/cli/audit_text.hpp"
#include "daemon/cli/explain_labels.hpp"
#include "daemon/cli/findings_text.hpp"

namespace rosterd::cli
{

namespace
{

using cycle::Dossier;
using model::Language;

std::string instant(model::Instant at)
{
    return model::to_string(at).substr(0, 19) + "Z";
}

// Lines below a heading; nothing where there are none.
std::string section(std::string_view heading, const std::vector<std::string>& lines)
{
    std::string out;
    for (const std::string& line : lines) {
        out += (out.empty() ? std::string{heading} + "\n" : "") + "    " + model::harmless(line) +
               "\n";
    }
    return out;
}

class Text
{
public:
    Text(const Dossier& dossier, const plan::RenderOptions& options)
        : dossier_{dossier}, options_{options}
    {
    }

    std::string whole() const
    {
        std::string out = dossier_.employee_id;
        out += (out.empty() || name().empty() ? "" : " ") + model::harmless(name());
        out += dossier_.source.empty() ? "\n" : "  (" + dossier_.source + ")\n";
        out += section(say(Label::record), record());
        out += section(say(Label::account), {account()});
        out += section(say(Label::standing), calendar());
        out += fields();
        out += section(say(Label::later), later());
        out += section(say(Label::rights), rights());
        if (dossier_.record) {
            out += section(say(Label::next), next());
        }
        out += section(say(Label::write_back), write_back());
        out += section(say(Label::held), held());
        if (!dossier_.findings.empty()) {
            out += std::string{say(Label::findings)} + "\n" +
                   findings_text(dossier_.findings, options_.colour);
        }
        return out + section(say(Label::done), done());
    }

    std::string past(const model::Json& account) const
    {
        std::vector<std::string> fields;
        if (account.is_object()) {
            for (const auto& [field, value] : account.items()) {
                fields.push_back(plan::field_name(field, options_.language) + ": " +
                                 plan::value_text(field, value, options_));
            }
        } else {
            fields.emplace_back(say(Label::none));
        }
        return dossier_.employee_id +
               (dossier_.source.empty() ? "\n" : "  (" + dossier_.source + ")\n") +
               section(say(Label::account), fields) + section(say(Label::done), done());
    }

private:
    std::string_view say(Label which) const { return label(which, options_.language); }

    std::string name() const
    {
        return dossier_.record    ? dossier_.record->person.name
               : dossier_.account ? dossier_.account->name
                                  : "";
    }

    std::vector<std::string> record() const
    {
        if (!dossier_.record) {
            return dossier_.employee_id.empty() ? std::vector<std::string>{}
                                                : std::vector{std::string{say(Label::quarantined)}};
        }
        const state::RosterPerson& record = *dossier_.record;
        std::string line = record.person.origin.where;
        if (!record.present) {
            line += "  " + std::string{say(record.told ? Label::deleted : Label::missing)} + "  " +
                    instant(record.absent_since);
        } else {
            line += "  " + std::string{model::to_string(record.person.status)};
        }
        for (const auto& [label, day] : {std::pair{"hired_on", record.person.hired_on},
                                         std::pair{"last_day", record.person.last_day}}) {
            line += day ? std::string{"  "} + label + " " + model::to_string(*day) : "";
        }
        return {line};
    }

    std::string account() const
    {
        if (!dossier_.account) {
            return std::string{say(dossier_.invitation ? Label::invited : Label::none)} +
                   (dossier_.invitation ? "  " + instant(dossier_.invitation->since) : "");
        }
        std::string line = dossier_.account->userid;
        if (!dossier_.link) {
            return line + "  " + std::string{say(Label::nobodys)};
        }
        line += "  " + std::string{say(dossier_.link->created ? Label::made : Label::adopted)} +
                "  " + instant(dossier_.link->since);
        line += dossier_.matched.empty()
                    ? ""
                    : "  (" + plan::rule_name(dossier_.matched, options_.language) + ")";
        line += dossier_.account->active ? "" : "; " + std::string{say(Label::not_signed_in)};
        line += dossier_.account->disabled ? "; " + std::string{say(Label::disabled)} : "";
        line += dossier_.read_at
                    ? "; " + std::string{say(Label::read_back)} + " " + instant(*dossier_.read_at)
                    : "";
        return line;
    }

    std::vector<std::string> calendar() const
    {
        std::vector<std::string> lines;
        for (const plan::CalendarEntry& entry : dossier_.calendar) {
            std::string line = instant(entry.at) + "  ";
            line += plan::sentence_of(entry.standing, options_.language);
            line += entry.rule.empty()
                        ? ""
                        : "  (" + plan::rule_name(entry.rule, options_.language) + ")";
            lines.push_back(std::move(line));
        }
        return lines;
    }

    std::string fields() const
    {
        std::vector<std::string> lines;
        for (const FieldPair& pair : fields_of(dossier_, options_)) {
            std::string line = plan::field_name(pair.field, options_.language) + ": ";
            if (!pair.hr) {
                line += pair.dingtalk + "  " + std::string{say(Label::unstated)};
            } else if (*pair.hr == pair.dingtalk || !dossier_.account) {
                line += *pair.hr;
            } else {
                line += *pair.hr + "  [" + std::string{say(Label::differs)} + ": " + pair.dingtalk +
                        "]";
            }
            if (pair.hr && pair.owner != model::FieldOwner::hr) {
                line += "  " + std::string{say(pair.owner == model::FieldOwner::newest
                                                   ? Label::newest
                                                   : Label::dingtalks)};
            }
            lines.push_back(std::move(line));
        }
        return section(plan::word(plan::Word::field, options_.language), lines);
    }

    // Each with what it changes of the one before.
    std::vector<std::string> later() const
    {
        std::vector<std::string> lines;
        Dossier before = dossier_;
        for (const state::DatedVersion& one : dossier_.versions) {
            lines.push_back(instant(one.at) + "  " + one.person.origin.where);
            Dossier then = before;
            then.record->person = one.person;
            const auto was = fields_of(before, options_);
            for (const FieldPair& pair : fields_of(then, options_)) {
                const auto same = std::ranges::find(was, pair.field, &FieldPair::field);
                const std::string old = same == was.end() ? "" : same->hr.value_or("");
                if (pair.hr && *pair.hr != old) {
                    lines.push_back("    " + plan::field_name(pair.field, options_.language) +
                                    ": " + old + " -> " + *pair.hr);
                }
            }
            before = std::move(then);
        }
        return lines;
    }

    std::vector<std::string> rights() const
    {
        std::vector<std::string> lines;
        for (const plan::Entitled::Grant& one : dossier_.entitled.rights) {
            const auto held =
                std::ranges::find(dossier_.rights, one.right, &state::RightHolder::right);
            const bool has = held != dossier_.rights.end();
            lines.push_back(one.right.name + "  (" + one.rule + "; " +
                            std::string{say(!has            ? Label::missing_right
                                            : held->granted ? Label::by_rosterd
                                                            : Label::by_hand)} +
                            ")");
        }
        for (const state::RightHolder& one : dossier_.rights) {
            if (dossier_.entitled.find(one.right) == nullptr) {
                lines.push_back(one.right.name + "  (" +
                                std::string{say(one.granted ? Label::by_rosterd : Label::by_hand)} +
                                ")");
            }
        }
        for (const auto& [name, granted] :
             {std::pair{"hide_mobile", &dossier_.entitled.hide_mobile},
              std::pair{"senior_mode", &dossier_.entitled.senior_mode}}) {
            if (*granted) {
                lines.push_back(plan::field_name(name, options_.language) + ": " +
                                plan::value_text(name, (*granted)->on, options_) + "  (" +
                                (*granted)->rule + ")");
            }
        }
        return lines;
    }

    std::vector<std::string> next() const
    {
        std::vector<std::string> lines;
        lines.reserve(dossier_.adoptions.size() + dossier_.next.size());
        for (const model::Adoption& one : dossier_.adoptions) {
            lines.push_back(std::string{say(Label::recognises)} + " " + one.userid + "  (" +
                            match_of(one) + ")");
        }
        model::Plan plan;
        plan.operations = dossier_.next;
        for (const plan::OperationRow& row : plan::rows_of(plan, options_)) {
            const model::Cause& cause = row.operation->cause;
            lines.push_back(std::string{plan::verb(row.operation->kind, options_.language)} +
                            "  (" + plan::rule_name(cause.rule, options_.language) +
                            (cause.where.empty() ? "" : ", " + cause.where) + ")");
            for (const plan::FieldRow& field : row.fields) {
                lines.push_back("    " + plan::field_name(field.field, options_.language) + ": " +
                                field.before + " -> " + field.after);
            }
        }
        if (lines.empty()) {
            lines.emplace_back(say(Label::nothing));
        }
        return lines;
    }

    std::vector<std::string> write_back() const
    {
        std::vector<std::string> lines;
        for (const state::WriteBack& one : dossier_.write_back) {
            if (one.value) {
                lines.push_back(one.field + ": " + *one.value + "  " +
                                std::string{say(Label::waits)} + "  " + instant(one.queued));
                lines.back() += one.attempts == 0
                                    ? ""
                                    : "; " + std::to_string(one.attempts) + " " +
                                          std::string{say(Label::in_vain)} + ": " + one.error;
            } else if (one.told) {
                lines.push_back(one.field + ": " + *one.told + "  " +
                                std::string{say(Label::told)} + "  " + instant(*one.told_at));
            }
        }
        return lines;
    }

    std::vector<std::string> held() const
    {
        std::vector<std::string> lines;
        lines.reserve(dossier_.held.size());
        for (const state::HeldFor& one : dossier_.held) {
            lines.push_back(one.hold + "  " + plan::guard_name(one.guard, options_.language) +
                            ": " + std::string{plan::verb(one.operation.kind, options_.language)});
        }
        if (dossier_.rollout) {
            lines.push_back(plan::explanation_of(*dossier_.rollout, options_.language));
        }
        return lines;
    }

    std::vector<std::string> done() const
    {
        constexpr std::size_t kMost = 20;
        std::vector<std::string> lines;
        const auto& all = dossier_.done;
        for (std::size_t i = all.size() > kMost ? all.size() - kMost : 0; i < all.size(); ++i) {
            const std::string request =
                all[i].answer.is_object() ? all[i].answer.value("request_id", "") : "";
            lines.push_back(entry_line(all[i]) + (request.empty() ? "" : "  request " + request));
        }
        return lines;
    }

    const Dossier& dossier_;
    const plan::RenderOptions& options_;
};

} // namespace

std::string past_text(const Dossier& dossier, const model::Json& account,
                      const plan::RenderOptions& options)
{
    return Text{dossier, options}.past(account);
}

std::string text_of(const Dossier& dossier, const plan::RenderOptions& options)
{
    return Text{dossier, options}.whole();
}

} // namespace rosterd::cli
