/** npm run test:terraform: Terraform as it is generated, tried by the real terraform with the schemas of the real providers. */
import { runSuite } from '../suite/index.ts';
import { tryMistakes } from './mistakes/index.ts';
import { bringSchemas } from './providers.ts';
import { findTerraform } from './terraform.ts';

await runSuite('terraform', async suite => {
  const program = findTerraform(process.env);
  if (!suite.tally.judge('terraform is here', program !== undefined) || !program) return;
  const schemas = bringSchemas();
  await tryMistakes(program, schemas, suite);
});
