// Values that are looked at several times in one order: as they are while they are few, else
// through a spool, so that there is never more of them in memory than one batch.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "core/model/person.hpp"
#include "core/model/record.hpp"
#include "core/state/roster_store.hpp"
#include "daemon/cycle/spool.hpp"

namespace rosterd::cycle
{

inline constexpr std::size_t kBatch = 8192; // so many are kept as they are
inline constexpr std::size_t kAtOnce =
    2048; // so many are taken out of a spool: they stay in the cache

// Of somebody of whom a record is gone and none is new.
inline constexpr std::uint32_t kNoRecord = 0xffff'ffff;

// Somebody of whom a record speaks.
struct Spoken {
    model::Person person;
    std::uint32_t record = 0;    // among the new records of the read, or kNoRecord
    state::PersonRef before = 0; // whom the store has by this id; 0: nobody
};

// A record of somebody who may have several.
struct Held {
    Spoken spoken;
    std::uint64_t fingerprint = 0; // of the record
    bool says_leads = false;       // it has a word on whom the person leads
};

// What is kept of somebody with several records.
struct Dated {
    std::uint32_t record = 0; // as in Spoken: with it this is accepted, or waits
    state::RecordsOfPerson of;
};

void encode(std::string& out, const model::Record& record);
void decode(std::string_view text, model::Record& record);
void encode(std::string& out, const Spoken& spoken);
void decode(std::string_view text, Spoken& spoken);
void encode(std::string& out, const Held& held);
void decode(std::string_view text, Held& held);
void encode(std::string& out, const Dated& dated);
void decode(std::string_view text, Dated& dated);

template <typename T>
class Spooled
{
public:
    explicit Spooled(std::size_t batch = kBatch) : batch_{batch} {}

    void add(T one)
    {
        ++size_;
        if (size_ <= batch_) {
            few_.push_back(std::move(one));
            return;
        }
        for (const T& before : few_) {
            spool(before);
        }
        few_.clear();
        few_.shrink_to_fit();
        spool(one);
    }

    void clear()
    {
        few_.clear();
        spool_.clear();
        size_ = 0;
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    // All of them in their order, many at a time.
    template <typename Take>
    void each_batch(Take take) const
    {
        if (!few_.empty()) {
            take(std::span<const T>{few_});
            return;
        }
        std::vector<T> batch;
        Spool::Reader reader{spool_};
        bool more = true;
        while (more) {
            batch.clear();
            std::string_view text;
            while (batch.size() < std::min(batch_, kAtOnce) && (more = reader.next(text))) {
                decode(text, batch.emplace_back());
            }
            if (!batch.empty()) {
                take(std::span<const T>{batch});
            }
        }
    }

    // Those that `wanted(index)` names: the others cost next to nothing.
    template <typename Wanted, typename Take>
    void each_of(Wanted wanted, Take take) const
    {
        std::size_t at = 0;
        for (const T& one : few_) {
            if (wanted(at)) {
                take(at, one);
            }
            ++at;
        }
        Spool::Reader reader{spool_};
        for (std::string_view text; reader.next(text); ++at) {
            if (wanted(at)) {
                T one;
                decode(text, one);
                take(at, one);
            }
        }
    }

    std::vector<T> all() const
    {
        std::vector<T> out;
        out.reserve(size_);
        each_batch(
            [&](std::span<const T> batch) { out.insert(out.end(), batch.begin(), batch.end()); });
        return out;
    }

private:
    void spool(const T& one)
    {
        text_.clear();
        encode(text_, one);
        spool_.add(text_);
    }

    std::size_t batch_;
    std::size_t size_ = 0;
    std::vector<T> few_; // all of them, or none
    Spool spool_;
    std::string text_;
};

} // namespace rosterd::cycle
