// Reads each file given with bpmn-moddle and prints its warnings and what it found as JSON, one
// line a file. The first argument is the folder that holds node_modules.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { BpmnModdle } = await import(pathToFileURL(require.resolve('bpmn-moddle')));

for (const file of files) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(await readFile(file, 'utf8'));
  const processes = rootElement.rootElements.filter((it) => it.$type === 'bpmn:Process');
  const nodes = processes.flatMap((it) => it.flowElements);
  const plane = rootElement.diagrams[0].plane;
  console.log(JSON.stringify({
    warnings: warnings.map((it) => it.message),
    nodes: nodes.filter((it) => it.$type !== 'bpmn:SequenceFlow').length,
    flows: nodes.filter((it) => it.$type === 'bpmn:SequenceFlow').length,
    undrawn: nodes.filter((it) => !plane.planeElement.some((di) => di.bpmnElement === it)).length,
    loose: nodes.filter((it) => it.$type === 'bpmn:SequenceFlow'
      && !(it.sourceRef.outgoing?.includes(it) && it.targetRef.incoming?.includes(it))).length,
  }));
}
