// The findings of a read, as many as a person can work through: a million faulty rows have a
// million, and what nobody reads need not be kept.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/language.hpp"

namespace rosterd::cycle
{

class KeptFindings
{
public:
    static constexpr std::size_t kMost = 10'000; // of each severity, the first that come

    explicit KeptFindings(std::size_t most = kMost) : most_{most} {}

    void add(model::Finding finding);
    void clear();
    const std::vector<model::Finding>& kept() const { return kept_; }
    // In the order they came; at the end, for each severity that had more, how many of which rules.
    std::vector<model::Finding> take(const std::string& source, model::Language language);

private:
    std::size_t most_;
    std::vector<model::Finding> kept_;
    std::map<model::Severity, std::size_t> counts_;
    std::map<model::Severity, std::map<std::string, std::int64_t>> more_;
};

} // namespace rosterd::cycle
