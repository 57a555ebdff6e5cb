// Which people are new, changed or gone between two rosters, in DuckDB: both files read as text and
// joined on the id, all other columns compared.
// Usage: node compare_duckdb.mjs NODE_MODULES YESTERDAY TODAY
import {createRequire} from 'node:module';

const [, , modules, yesterday, today] = process.argv;
const {DuckDBInstance} = createRequire(modules + '/')('@duckdb/node-api');

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const read = file => `read_csv('${file.replaceAll("'", "''")}', all_varchar = true, header = true)`;
const result = await connection.runAndReadAll(`
  SELECT count(*) FILTER (WHERE old.employee_id IS NULL)::INTEGER AS new,
         count(*) FILTER (WHERE old.employee_id = new.employee_id AND old IS DISTINCT FROM new)::INTEGER AS changed,
         count(*) FILTER (WHERE new.employee_id IS NULL)::INTEGER AS gone
  FROM ${read(yesterday)} AS old FULL JOIN ${read(today)} AS new USING (employee_id)`);
console.log(JSON.stringify(result.getRowObjects()[0]));
