export default function Page() {
  return (
    <main>
      <h1>MedLattice</h1>
    </main>
  );
}
