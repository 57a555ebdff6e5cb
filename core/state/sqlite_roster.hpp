// The roster in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteRoster final : public RosterStore
{
public:
    explicit SqliteRoster(Connection& connection) : db_{connection} {}

    SourceState source(const std::string& name) override;
    std::vector<std::string> source_names() override;
    std::vector<SeenRecord> seen(const std::string& source, std::uint64_t ingest_version) override;
    void set_seen(const std::string& source, std::span<const SeenRecord> seen) override;
    void note_read(const std::string& source, const std::string& cursor,
                   model::Instant at) override;
    std::vector<PersonRef> apply(const RosterDelta& delta) override;
    std::vector<model::Record> waiting(const std::string& source) override;
    void set_waiting(const std::string& source, std::span<const model::Record> records) override;
    bool anybody_dated(const std::string& source) override;
    std::vector<DatedRecord> records_of(const std::string& source,
                                        const std::string& employee_id) override;
    std::vector<DatedVersion> versions_of(const std::string& source,
                                          const std::string& employee_id) override;
    std::int64_t take_effect(model::Instant now) override;
    std::vector<RosterPerson> people(std::span<const PersonRef> refs) override;
    std::optional<RosterPerson> find(const std::string& source,
                                     const std::string& employee_id) override;
    std::vector<RosterPerson> find_employee(const std::string& employee_id) override;
    void name_rows(std::vector<RosterPerson>& people) override;
    std::vector<RosterPerson> holders(UniqueValue kind,
                                      std::span<const std::string> values) override;
    std::vector<RosterPerson> everyone() override;
    std::vector<RosterPerson> unsettled(model::Instant now) override;
    std::vector<PersonRef> unsettled_refs(model::Instant now) override;
    bool anything_unsettled(model::Instant now) override;
    std::optional<model::Instant> next_due(model::Instant at) override;
    void settle(std::span<const Settled> people) override;
    void unsettle_all() override;
    void unsettle(std::span<const std::string> userids) override;
    void forget(std::span<const PersonRef> refs) override;
    std::vector<model::Department> departments() override;
    std::map<model::DepartmentKey, std::int64_t> departments_in_use() override;
    std::vector<Leader> leaders() override;
    std::int64_t count_present() override;
    std::vector<model::Finding> findings() override;
    std::vector<model::Finding> findings_about(const std::string& employee_id) override;
    std::vector<std::string> neighbours(const std::string& employee_id, int most) override;

private:
    PersonRef upsert(const model::Person& person, const RosterPerson* before);
    PersonRef write(const model::Person& person, const RosterPerson* before);
    void make_absent(const RosterPerson& person, model::Instant at, bool told);
    void make_absent(const RosterDelta& delta);
    void replace_departments(const RosterDelta& delta);
    void note_read(const RosterDelta& delta);
    // Kept in `tally_` until write_tally(): thousands are in the same few departments.
    void count(const model::Person& person, int sign);
    void write_tally();
    void counted(const std::function<void()>& work);
    void set_over(PersonRef ref, bool over);
    void keep_dated(const std::string& source, const RecordsOfPerson& dated);
    void drop_dated(const std::string& source, const std::string& employee_id);
    void keep_findings(const RosterDelta& delta);
    using StoredFindings =
        std::vector<std::pair<std::int64_t, model::Finding>>; // by PersonRef; 0: none
    std::vector<model::Finding> in_their_rows(StoredFindings found);
    // Rows in the last read by PersonRef; 0 where it names none.
    std::vector<std::uint32_t> rows_now(const std::string& source);
    void drop_seen(std::span<const RosterPerson> people);

    Connection& db_;
    struct Tally {
        std::int64_t present = 0;
        std::map<model::DepartmentKey, std::int64_t> departments;
    } tally_;
};

} // namespace rosterd::state
