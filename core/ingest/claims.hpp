// Which values two records of one read lay claim to, told by eight bytes a value: a read of a
// million people is looked through for duplicates without any of them being kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/person.hpp"

namespace rosterd::ingest
{

// Texts that come more than once.
class Repeated
{
public:
    // `texts`: about so many will come; 0: unknown.
    explicit Repeated(std::size_t texts = 0) : texts_{texts} {}

    void add(std::string_view text);
    // Once all have been added; from then on it can be asked.
    void close();
    // By 64-bit hashes, as records are known again.
    bool contains(std::string_view text) const;
    bool empty() const { return hashes_.empty(); }

private:
    std::size_t texts_;
    std::vector<std::uint64_t> hashes_; // after close(), sorted, of those that came twice
};

class Claims
{
public:
    // `today`: as in IngestOptions. `people`: about so many will come; 0: unknown.
    explicit Claims(std::optional<model::Date> today, std::size_t people = 0);

    void add(const model::Person& person);
    // A faulty record that names an employee_id: nobody can say whether it or another one is meant.
    void add_faulty(const std::string& employee_id);
    // Once all have been added; from then on it can be asked.
    void close();

    // Whether another record claims an employee id, mobile, email, extension or userid of this one.
    // As Repeated has it: quarantine_duplicates() has the last word.
    bool disputed(const model::Person& person) const;
    // Whether a faulty record names this person's employee_id.
    bool has_faulty_namesake(const model::Person& person) const;

private:
    std::optional<model::Date> today_;
    std::vector<Repeated> claims_; // by field
    std::vector<std::uint64_t> faulty_;
};

} // namespace rosterd::ingest
