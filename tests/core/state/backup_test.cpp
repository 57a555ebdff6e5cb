#include <sys/stat.h>

#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

class Backup : public testing::Test
{
protected:
    Folder folder_;
    std::string live_ = folder_.file("state.db");
    std::string copy_ = folder_.file("copy.db");
    std::unique_ptr<Store> store_ = *open_store({live_, Access::write, "rosterd run"});

    void SetUp() override
    {
        std::vector<model::Person> people;
        for (int i = 0; i < 8'000; ++i) { // enough for several steps
            people.push_back(person("E" + std::to_string(i)));
            people.back().remark = std::string(2'000, 'x');
        }
        store_->roster().apply(read_of(std::move(people)));
    }
};

TEST_F(Backup, WhileSomebodyWrites_EndsAndIsOneMomentOfTheState)
{
    const auto reader = *open_store({live_, Access::read, "rosterd backup"});
    int steps = 0;
    int wrote = 0;
    const auto made = reader->backup(copy_, [&](int, int) {
        ++steps;
        if (wrote < 200) { // a writer that never rests
            store_->roster().apply(read_of({person("N" + std::to_string(wrote))}));
            store_->runs().set_setting("wrote", std::to_string(++wrote));
        }
    });

    ASSERT_TRUE(made) << made.error().message;
    EXPECT_GT(steps, 1);
    EXPECT_LT(wrote, 200) << "every commit made the copy start again";
    const auto copy = *open_store({copy_, Access::read, "x"});
    const auto number = std::stoll(copy->runs().setting("wrote").value_or("0"));
    EXPECT_EQ(copy->roster().count_present(), 8'000 + number);
    EXPECT_EQ(copy->roster().everyone().size(), static_cast<std::size_t>(8'000 + number));
    store_->runs().set_setting("wrote", "afterwards"); // and the writer goes on
}

TEST_F(Backup, ItsFile_IsForItsOwnerAloneFromTheFirstByte)
{
    const mode_t before = umask(0022);
    mode_t during = 0;
    const auto made = store_->backup(copy_, [&](int, int) {
        struct stat status{};
        if (stat((copy_ + ".tmp").c_str(), &status) == 0) {
            during |= status.st_mode & 0777;
        }
    });
    umask(before);

    ASSERT_TRUE(made);
    EXPECT_EQ(during, 0600U);
    EXPECT_FALSE(std::filesystem::exists(copy_ + ".tmp"));
}

TEST_F(Backup, OntoTheLiveState_IsRefused)
{
    std::filesystem::create_symlink(live_, folder_.file("link.db"));
    for (const std::string& target : {live_, folder_.file("link.db")}) {
        const auto made = store_->backup(target, [](int, int) {});
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().kind, model::ErrorKind::invalid);
    }
    EXPECT_EQ(store_->roster().count_present(), 8'000);
}

TEST_F(Backup, WhereThereIsNoFolder_FailsAndKeepsAnEarlierCopy)
{
    EXPECT_FALSE(store_->backup(folder_.file("none/copy.db"), [](int, int) {}));

    ASSERT_TRUE(store_->backup(copy_, [](int, int) {}));
    store_->runs().set_setting("a", "b");
    EXPECT_TRUE(store_->backup(copy_, [](int, int) {})) << "an older copy is replaced";
    EXPECT_EQ((*open_store({copy_, Access::read, "x"}))->runs().setting("a"), "b");
}

} // namespace
} // namespace rosterd::state::test
