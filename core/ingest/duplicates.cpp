#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "core/ingest/ingest.hpp"
#include "core/ingest/text.hpp"
#include "core/ingest/texts.hpp"
#include "core/ingest/uniques.hpp"

namespace rosterd::ingest
{

namespace
{

using model::Person;

constexpr std::size_t kNamed = 3; // of the others, in a message

std::string describe(const Holder& holder)
{
    std::string out = holder.employee_id;
    for (const std::string& more : {holder.name, holder.where}) {
        out += more.empty() ? "" : (out.empty() ? "" : ", ") + more;
    }
    return out;
}

Holder holder_of(const Person& person)
{
    return {person.origin.source, person.employee_id, person.name, person.origin.where};
}

bool same(const Holder& a, const Holder& b)
{
    return a.source == b.source && a.employee_id == b.employee_id && a.where == b.where;
}

class DuplicateFinder
{
public:
    DuplicateFinder(Ingested& ingested, const Holders& others, const IngestOptions& options)
        : ingested_{ingested}, others_{others}, options_{options}, bad_(ingested.people.size())
    {
    }

    Duplicated find()
    {
        for (const Unique& unique : uniques()) {
            find_by(unique);
        }
        find_faulty_namesakes();
        take_out();
        return std::move(out_);
    }

private:
    void find_by(const Unique& unique)
    {
        std::unordered_map<std::string, std::vector<std::uint32_t>> by_value;
        by_value.reserve(ingested_.people.size());
        for (std::uint32_t i = 0; i < ingested_.people.size(); ++i) {
            std::string value = held_value(ingested_.people[i], unique, options_.today);
            if (!value.empty()) {
                by_value[std::move(value)].push_back(i);
            }
        }
        for (std::uint32_t i = 0; i < ingested_.people.size(); ++i) { // in the order of the records
            const std::string value = unique.value(ingested_.people[i]);
            if (value.empty() || !holds(ingested_.people[i], unique, options_.today)) {
                continue;
            }
            const auto& group = by_value[unique.is_mail ? to_lower_ascii(value) : value];
            const std::vector<Holder> outside = outside_holders(unique, value);
            if (group.size() > 1 || !outside.empty()) {
                report(unique, i, value, group, outside);
            }
        }
    }

    std::vector<Holder> outside_holders(const Unique& unique, const std::string& value)
    {
        if (!others_.find) {
            return {};
        }
        std::vector<Holder> found = others_.find(std::string{unique.field}, value);
        for (const Holder& holder : found) {
            if (named_.insert(holder.source + "\n" + holder.employee_id).second) {
                out_.others.push_back(holder);
            }
        }
        return found;
    }

    void report(const Unique& unique, std::uint32_t index, const std::string& value,
                const std::vector<std::uint32_t>& group, const std::vector<Holder>& outside)
    {
        std::vector<Holder> named;
        for (auto other = group.begin(); other != group.end() && named.size() < kNamed; ++other) {
            if (*other != index) {
                named.push_back(holder_of(ingested_.people[*other]));
            }
        }
        for (const Holder& holder : outside) {
            if (named.size() < kNamed && !same(holder, holder_of(ingested_.people[index]))) {
                named.push_back(holder);
            }
        }
        say(index, unique.field, value, named, group.size() - 1 + outside.size());
    }

    void say(std::uint32_t index, std::string_view field, const std::string& value,
             const std::vector<Holder>& named, std::size_t count)
    {
        std::string others;
        for (const Holder& holder : named) {
            others += (others.empty() ? "" : "; ") + describe(holder);
        }
        if (count > named.size()) {
            others += " (+" + std::to_string(count - named.size()) + ")";
        }
        const Person& person = ingested_.people[index];
        model::Finding finding =
            tell({"*.duplicate", {}, {{"others", others}}}, field, value, options_.language);
        finding.origin = person.origin;
        finding.employee_id = person.employee_id;
        ingested_.findings.push_back(std::move(finding));
        bad_[index] = true;
    }

    // A faulty record that names the same employee id: nobody can say which of the two is meant.
    void find_faulty_namesakes()
    {
        std::unordered_map<std::string, Holder> faulty;
        for (const model::Finding& finding : ingested_.findings) {
            if (finding.severity == model::Severity::error && !finding.employee_id.empty() &&
                !finding.rule.ends_with(".duplicate")) {
                faulty.emplace(
                    finding.employee_id,
                    Holder{finding.origin.source, finding.employee_id, {}, finding.origin.where});
            }
        }
        for (std::uint32_t i = 0; !faulty.empty() && i < ingested_.people.size(); ++i) {
            const auto found = faulty.find(ingested_.people[i].employee_id);
            if (found != faulty.end() && !bad_[i]) {
                say(i, "employee_id", found->first, {found->second}, 1);
            }
        }
    }

    void take_out()
    {
        std::size_t kept = 0;
        const bool numbered = ingested_.record_of_person.size() == ingested_.people.size();
        for (std::size_t i = 0; i < ingested_.people.size(); ++i) {
            if (bad_[i]) {
                if (numbered) {
                    ingested_.faulty.push_back(ingested_.record_of_person[i]);
                }
                continue;
            }
            if (kept != i) {
                ingested_.people[kept] = std::move(ingested_.people[i]);
                if (numbered) {
                    ingested_.record_of_person[kept] = ingested_.record_of_person[i];
                }
            }
            ++kept;
        }
        ingested_.people.resize(kept);
        if (numbered) {
            ingested_.record_of_person.resize(kept);
        }
        std::ranges::sort(ingested_.faulty);
        const auto repeated = std::ranges::unique(ingested_.faulty);
        ingested_.faulty.erase(repeated.begin(), repeated.end());
    }

    Ingested& ingested_;
    const Holders& others_;
    const IngestOptions& options_;
    std::vector<bool> bad_;
    std::unordered_set<std::string> named_;
    Duplicated out_;
};

} // namespace

Duplicated quarantine_duplicates(Ingested& ingested, const Holders& others,
                                 const IngestOptions& options)
{
    return DuplicateFinder{ingested, others, options}.find();
}

} // namespace rosterd::ingest
