#include "core/ingest/claims.hpp"

#include <algorithm>

#include "core/ingest/uniques.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

void Repeated::add(std::string_view text)
{
    if (hashes_.empty()) {
        hashes_.reserve(texts_);
    }
    hashes_.push_back(model::fingerprint(text));
}

void Repeated::close()
{
    std::ranges::sort(hashes_);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < hashes_.size();) {
        std::size_t next = at + 1;
        while (next < hashes_.size() && hashes_[next] == hashes_[at]) {
            ++next;
        }
        if (next - at > 1) {
            hashes_[kept++] = hashes_[at];
        }
        at = next;
    }
    hashes_.resize(kept);
    hashes_.shrink_to_fit();
}

bool Repeated::contains(std::string_view text) const
{
    return !hashes_.empty() && std::ranges::binary_search(hashes_, model::fingerprint(text));
}

Claims::Claims(std::optional<model::Date> today, std::size_t people)
    : today_{today}, claims_(uniques().size(), Repeated{people})
{
}

void Claims::add(const model::Person& person)
{
    for (std::size_t i = 0; i < claims_.size(); ++i) {
        const std::string value = held_value(person, uniques()[i], today_);
        if (!value.empty()) {
            claims_[i].add(value);
        }
    }
}

void Claims::add_faulty(const std::string& employee_id)
{
    const std::uint64_t hash = model::fingerprint(employee_id);
    if (faulty_.empty() || faulty_.back() != hash) { // a record may have many findings
        faulty_.push_back(hash);
    }
}

void Claims::close()
{
    for (Repeated& values : claims_) {
        values.close();
    }
    std::ranges::sort(faulty_);
}

bool Claims::disputed(const model::Person& person) const
{
    for (std::size_t i = 0; i < claims_.size(); ++i) {
        if (claims_[i].empty()) {
            continue;
        }
        const std::string value = held_value(person, uniques()[i], today_);
        if (!value.empty() && claims_[i].contains(value)) {
            return true;
        }
    }
    return false;
}

bool Claims::has_faulty_namesake(const model::Person& person) const
{
    return !faulty_.empty() &&
           std::ranges::binary_search(faulty_, model::fingerprint(person.employee_id));
}

} // namespace rosterd::ingest
